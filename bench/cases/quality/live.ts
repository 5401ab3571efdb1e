import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openHabitus } from '../../../pkg/owner/open';
import type { Habitus } from '../../../pkg/owner/habitus';
import { HOUR, bucketStart, type EntityRef, type Millis } from '../../../pkg/model';
import { inScratch } from '../../scratch';

/** A line of a log with its time. */
export interface TimedLine {
  readonly at: Millis;
  readonly line: string;
}

/** An attack as it came in: which lines of the log are its attempts, and whom an alert may name. */
export interface LiveAttack {
  readonly attempts: readonly number[];
  readonly names: (entity: EntityRef) => boolean;
}

interface LiveInput {
  readonly source: string;
  readonly year?: number;
  readonly lines: readonly TimedLine[];
  readonly attacks: readonly LiveAttack[];
}

/** Score from which an anomaly is shown. */
const SHOWN = 30;
/** From here on rounds are further apart, as their number no longer matters. */
const CLOSE = 40;

/**
 * How many attempts of each attack had been made when the first alert that names it was shown. The log is replayed as it came in: what was before is
 * imported and learnt, then after each attempt comes a round of the live engine, so that the number is the evidence needed and not the pace of rounds
 * (every 15 seconds). What was shown before the first attempt does not count; an attack that is never named counts all of its attempts.
 */
export async function attemptsBeforeAlert(input: LiveInput): Promise<number[]> {
  return await inScratch(async (dir) => {
    let now = 0;
    const habitus = await openHabitus({ dataDir: join(dir, 'data'), clock: () => now });
    const feed = new Feed(habitus, dir, input);
    try {
      const counts: number[] = [];
      for (const attack of input.attacks) {
        const first = attack.attempts[0]!;
        const began = input.lines[first]!.at;
        await feed.upTo(first);
        now = began;
        await habitus.engine.backfill({ until: bucketStart(began, HOUR) });
        counts.push(await replay(habitus, feed, input, attack, (at) => (now = at)));
      }
      return counts;
    } finally {
      await habitus.close();
    }
  });
}

async function replay(
  { engine, store }: Habitus,
  feed: Feed,
  { lines }: LiveInput,
  { attempts, names }: LiveAttack,
  setClock: (at: Millis) => void
): Promise<number> {
  const from = bucketStart(lines[attempts[0]!]!.at, HOUR);
  const shownUntil = async (to: Millis): Promise<string[]> =>
    (await store.findings.anomalies({ run: 'live', from, to, limit: 10_000 }))
      .filter(({ entity, score }) => score >= SHOWN - 1e-3 && names(entity))
      .map(({ id }) => id);
  await engine.tick();
  const before = new Set(await shownUntil(from + HOUR));
  for (let made = 1; made <= attempts.length; made += made < CLOSE ? 1 : CLOSE) {
    const line = attempts[made - 1]!;
    await feed.upTo(line + 1);
    setClock(lines[line]!.at + 1);
    await engine.tick();
    if ((await shownUntil(lines[line]!.at + HOUR)).some((id) => !before.has(id))) return made;
  }
  return attempts.length;
}

/** Hands the log over in order, each line once. */
class Feed {
  private next = 0;
  private files = 0;

  public constructor(
    private readonly habitus: Habitus,
    private readonly dir: string,
    private readonly input: LiveInput
  ) {}

  public async upTo(end: number): Promise<void> {
    if (end <= this.next) return;
    const { lines, source, year } = this.input;
    const file = join(this.dir, `part-${this.files++}.log`);
    writeFileSync(
      file,
      `${lines
        .slice(this.next, end)
        .map(({ line }) => line)
        .join('\n')}\n`
    );
    this.next = end;
    await this.habitus.collector.import([file], { source, ...(year !== undefined && { year }) });
  }
}
