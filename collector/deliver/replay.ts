import { guessSource, SOURCES } from '../sources/registry';
import type { Source } from '../sources/source';
import { RecordIntake, type IntakeParts, type RawRecord } from '../receive/intake';
import { Tally } from '../tally';
import type { DeadLetters, KeptLetter } from './dead-letters';
import { otlpLetter } from './otlp-letter';
import { isSelected, type LetterSelection } from './select-letters';

/** What came of a replay. */
export interface Replayed {
  /** Letters that were looked at. */
  readonly tried: number;
  /** Now in the log, or dropped on purpose: the letters are gone. */
  readonly replayed: number;
  /** Refused again: the letters stay. By reason. */
  readonly refused: Readonly<Record<string, number>>;
}

const BATCH = 1_000;

/**
 * Sends letters through the whole way again, as after a parser was mended or the right source was named. They are in the write-ahead log before
 * they leave the file, and have the ids of their first time, so that a replay that was interrupted is simply done again.
 * @param as another source than the one that refused them
 */
export async function replayLetters(letters: DeadLetters, parts: IntakeParts, selection: LetterSelection, as?: Source): Promise<Replayed> {
  const round = new Round(letters, parts, as);
  for await (const letter of letters.read()) if (isSelected(letter, selection)) await round.add(letter);
  return await round.end();
}

class Round {
  private readonly gone = new Set<string>();
  private readonly refused: Record<string, number> = {};
  private batch: { readonly letter: KeptLetter; readonly record: RawRecord }[] = [];
  private lines: KeptLetter[] = [];
  private tried = 0;
  private readonly refusals = new Map<string, string>();
  private readonly intake: RecordIntake;

  public constructor(
    private readonly letters: DeadLetters,
    private readonly parts: IntakeParts,
    private readonly as: Source | undefined
  ) {
    const keep = (letter: { readonly place: string; readonly code: string }): void => void this.refusals.set(letter.place, letter.code);
    // A letter that is refused again is the same letter: neither counted nor kept a second time.
    this.intake = new RecordIntake({ ...parts, tally: new Tally(), deadLetters: { add: keep, flush: () => Promise.resolve() } });
  }

  public async add(kept: KeptLetter): Promise<void> {
    this.tried++;
    const letter = this.letters.opened(kept);
    if (letter === undefined) this.refuse('sealed');
    else if (letter.cutFrom !== undefined) this.refuse('cut');
    else if (letter.source === 'store') this.lines.push(letter);
    else this.queue(letter);
    if (this.batch.length + this.lines.length >= BATCH) await this.send();
  }

  public async end(): Promise<Replayed> {
    await this.send();
    return { tried: this.tried, replayed: await this.letters.remove(this.gone), refused: this.refused };
  }

  private queue(letter: KeptLetter): void {
    const bytes = Buffer.from(letter.raw, letter.encoding === 'base64' ? 'base64' : 'utf8');
    const source = this.as ?? sourceOf(letter);
    if (source === undefined) this.refuse('no-source');
    // The letter's id stands as its place, to tell which were refused.
    else this.batch.push({ letter, record: { bytes, source, origin: letter.origin ?? `letter:${letter.id}`, place: letter.id } });
  }

  private async send(): Promise<void> {
    const { batch, lines } = this;
    this.batch = [];
    this.lines = [];
    if (lines.length > 0) {
      await this.parts.log.append(Buffer.from(lines.map(({ raw }) => `${raw}\n`).join('')), lines.length);
      for (const { id } of lines) this.gone.add(id);
    }
    this.refusals.clear();
    await this.intake.takeParts(
      batch.map(({ record }) => record),
      'any'
    );
    for (const { letter } of batch) {
      const code = this.refusals.get(letter.id);
      if (code === undefined) this.gone.add(letter.id);
      else this.refuse(code);
    }
  }

  private refuse(reason: string): void {
    this.refused[reason] = (this.refused[reason] ?? 0) + 1;
  }
}

function sourceOf({ source, raw }: KeptLetter): Source | undefined {
  if (source === 'otlp') return otlpLetter;
  return SOURCES.find(({ name }) => name === source) ?? guessSource(raw);
}
