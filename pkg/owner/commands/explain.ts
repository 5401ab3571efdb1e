import { EXIT, type Command } from '../command';

export interface ExplainArgs {
  readonly id: string;
}

/** `habitus explain ID`: one anomaly in words, every number from its receipt. */
export const explain: Command<ExplainArgs> = async (habitus, { id }, io) => {
  const explanation = await habitus.engine.explain(id);
  if (io.json) {
    await io.out(`${JSON.stringify(explanation)}\n`);
    return EXIT.done;
  }
  const { sentence, paragraphs, arithmetic, also, odds } = explanation;
  const width = Math.max(0, ...[...arithmetic, ...also].map(({ label }) => label.length));
  const lines = [
    sentence,
    ...paragraphs.flatMap((paragraph) => ['', paragraph]),
    '',
    ...arithmetic.map(({ label, value }) => `  ${label.padEnd(width)}  ${value}`),
    ...(also.length > 0 ? ['', 'Unusual at the same time:', ...also.map(({ label, odds: each }) => `  ${label.padEnd(width)}  ${each}`)] : []),
    '',
    `All in all: ${odds}.`,
  ];
  await io.out(`${lines.join('\n')}\n`);
  return EXIT.done;
};
