import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeadLetters, type DeadLetter } from '../deliver/dead-letters';
import { WriteAheadLog } from '../deliver/write-ahead-log';
import { RecordIntake } from '../receive/intake';
import { Tally } from '../tally';

/** An intake with a real log and real dead letters in a folder of its own, for tests of receivers. */
export interface OpenIntake {
  readonly dir: string;
  readonly intake: RecordIntake;
  readonly tally: Tally;
  readonly log: WriteAheadLog;
  /** The events in the log, flat, in order. */
  events(): Record<string, unknown>[];
  letters(): DeadLetter[];
  close(): Promise<void>;
}

/** @param limit of the log in bytes @param mostBytes that one batch may become */
export async function openIntake(clock: () => number, limit?: number, mostBytes?: number): Promise<OpenIntake> {
  const dir = mkdtempSync(join(tmpdir(), 'habitus-intake-'));
  const { log } = await WriteAheadLog.open(join(dir, 'wal'), limit === undefined ? {} : { most: limit });
  const deadLetters = new DeadLetters(join(dir, 'dead-letters'));
  const tally = new Tally();
  const lines = (folder: string): string[] => {
    const files = readdirSync(dir).includes(folder) ? readdirSync(join(dir, folder)).sort() : [];
    return files
      .flatMap((file) =>
        readFileSync(join(dir, folder, file), 'utf8')
          .split('\n')
          .slice(0, -1)
      )
      .filter((line) => line !== '' && !line.startsWith('{"habitus.wal"'));
  };
  return {
    dir,
    tally,
    log,
    intake: new RecordIntake({ log, deadLetters, tally, clock, onTime: () => undefined, ...(mostBytes !== undefined && { mostBytes }) }),
    events: () => lines('wal').map((line) => JSON.parse(line) as Record<string, unknown>),
    letters: () => lines('dead-letters').map((line) => JSON.parse(line) as DeadLetter),
    close: async () => {
      await log.close();
      rmSync(dir, { recursive: true });
    },
  };
}

/** Waits until it holds, for at most five seconds. */
export async function until(holds: () => boolean): Promise<void> {
  for (const end = Date.now() + 5_000; !holds() && Date.now() < end;) await new Promise((resolve) => setTimeout(resolve, 10));
  if (!holds()) throw new Error('expected it to hold within five seconds');
}
