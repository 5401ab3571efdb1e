import type { Collector } from '../../../collector/collector';
import type { KeptLetter } from '../../../collector/deliver/dead-letters';
import type { LetterSelection } from '../../../collector/deliver/select-letters';
import { EXIT, type Command, type CommandIo } from '../command';
import { count, counts } from '../words';

export interface DeadLettersArgs {
  readonly action: 'list' | 'replay' | 'drop';
  readonly selection: LetterSelection;
  /** Replay by another source than the one that refused them. */
  readonly as?: string;
  /** List at most so many. */
  readonly limit?: number;
}

type Letters = Collector['letters'];

/** `habitus dead-letters`: the records that were not understood. Replaying ends in 1 when some were refused again. */
export const deadLetters: Command<DeadLettersArgs> = async ({ collector }, args, io) => {
  if (args.action === 'list') return await list(collector.letters, args, io);
  return args.action === 'drop' ? await drop(collector.letters, args, io) : await replay(collector, args, io);
};

async function list(letters: Letters, { selection, limit = Infinity }: DeadLettersArgs, io: CommandIo): Promise<number> {
  const byCode: Record<string, number> = {};
  let listed = 0;
  for await (const letter of letters.list(selection)) {
    if (io.signal.aborted) break;
    byCode[letter.code] = (byCode[letter.code] ?? 0) + 1;
    if (listed++ < limit) await io.out(io.json ? `${JSON.stringify(letter)}\n` : letterInWords(letter));
  }
  io.err(`${counts(byCode) || 'no dead letters'}\n`);
  return EXIT.done;
}

async function drop(letters: Letters, { selection }: DeadLettersArgs, io: CommandIo): Promise<number> {
  const ids: string[] = [];
  for await (const { id } of letters.list(selection)) ids.push(id);
  const dropped = await letters.remove(ids);
  await io.out(io.json ? `${JSON.stringify({ dropped })}\n` : `${count(dropped)} dead letters dropped.\n`);
  return EXIT.done;
}

async function replay(collector: Collector, { selection, as }: DeadLettersArgs, io: CommandIo): Promise<number> {
  const result = await collector.letters.replay(selection, as);
  await collector.flush();
  const refused = counts(result.refused);
  if (io.json) await io.out(`${JSON.stringify(result)}\n`);
  else await io.out(`${count(result.replayed)} of ${count(result.tried)} dead letters replayed${refused === '' ? '' : `; refused again: ${refused}`}.\n`);
  return refused === '' ? EXIT.done : EXIT.foundWrong;
}

const SHOWN = 160;

/** The record as JSON text: what a stranger sent must not steer a terminal. */
function letterInWords({ id, at, code, source, place, reason, raw, encoding, cutFrom }: KeptLetter): string {
  const shown = encoding === 'sealed' ? '(sealed)' : raw.length > SHOWN ? `${raw.slice(0, SHOWN)}…` : raw;
  const cut = cutFrom === undefined ? '' : `, cut from ${count(cutFrom)} bytes`;
  return `${id}  ${at}  ${code}  ${source}  ${plain(place)}${cut}\n  ${plain(reason)}\n  ${JSON.stringify(shown)}\n`;
}

function plain(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
