import type { VerifyResult } from '../../engine/engine';
import { EXIT, type Command } from '../command';
import { count } from '../words';

export interface VerifyArgs {
  readonly ids: readonly string[] | 'all';
}

/** `habitus verify`: every number of a receipt computed again. Ends in 1 only when one differs. */
export const verify: Command<VerifyArgs> = async (habitus, { ids }, io) => {
  const from: Record<string, number> = {};
  let verified = 0;
  let different = 0;
  let rests = 0;
  for await (const result of habitus.engine.verify(ids)) {
    if (io.signal.aborted) break;
    verified++;
    from[result.from] = (from[result.from] ?? 0) + 1;
    different += Number(!result.same);
    rests += Number(result.given !== undefined);
    if (io.json) await io.out(`${JSON.stringify(result)}\n`);
    else if (!result.same) await io.out(differenceInWords(result));
  }
  if (!io.json) await io.out(`${count(verified)} verified${sourcesInWords(from)}, ${count(different)} different.\n${givenInWords(rests)}`);
  return different > 0 ? EXIT.foundWrong : EXIT.done;
};

function givenInWords(given: number): string {
  return given === 0
    ? ''
    : `${count(given)} of them with answers of a scoring service: these are an input and were not computed again, everything after them was.\n`;
}

function sourcesInWords(from: Readonly<Record<string, number>>): string {
  const sources = Object.entries(from).map(([source, n]) => `${count(n)} from ${source}`);
  return sources.length > 0 ? ` (${sources.join(', ')})` : '';
}

function differenceInWords({ id, differences }: VerifyResult): string {
  return `${id} differs:\n${differences.map(({ what, stored, recomputed }) => `  ${what}: stored ${stored}, recomputed ${recomputed}\n`).join('')}`;
}
