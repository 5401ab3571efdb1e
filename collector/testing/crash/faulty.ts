import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { HabitusError } from '../../../pkg/errors';
import type { seededRandom } from '../../../pkg/maths';
import type { EventStore } from '../../../pkg/store/store';

type Random = ReturnType<typeof seededRandom>;

type AppendFile = EventStore['appendFile'];

/** How often a call ends how, of 100; the rest goes well. */
const SHARES = { tooMany: 8, unavailable: 6, timeoutBefore: 6, partial: 12, timeoutAfter: 8, killAfter: 6 } as const;

/**
 * A store as stores are on bad days: it turns a batch away for now (429, 503), does not answer, takes a part of a batch and then fails, or takes all of
 * it and fails to say so. Now and then the process dies between the store's having taken a batch and the log's forgetting it.
 * @param mayDie false once the test wants to see the end
 */
export function faulty(appendFile: AppendFile, random: Random, mayDie: boolean): AppendFile {
  const fail = (what: string): never => {
    throw new HabitusError('HAB-STORE-003', what);
  };
  const ways: Record<keyof typeof SHARES, AppendFile> = {
    tooMany: async () => await Promise.resolve(fail('HTTP 429')),
    unavailable: async () => await Promise.resolve(fail('HTTP 503')),
    timeoutBefore: async () => await sleep(random() * 30).then(() => fail('no answer')),
    partial: async (path) => {
      const lines = readFileSync(path, 'utf8').split('\n');
      const part = `${path}.part`;
      writeFileSync(part, `${lines.slice(0, Math.floor(random() * lines.length)).join('\n')}\n`);
      try {
        await appendFile(part);
      } finally {
        rmSync(part, { force: true });
      }
      return fail('429 for the rest of the batch');
    },
    timeoutAfter: async (path, fields) => {
      await appendFile(path, fields);
      return fail('no answer');
    },
    killAfter: async (path, fields) => {
      const appended = await appendFile(path, fields);
      if (mayDie) process.kill(process.pid, 'SIGKILL');
      return appended;
    },
  };
  return async (path, fields) => {
    let roll = random() * 100;
    for (const [way, share] of Object.entries(SHARES)) {
      if (roll < share) return await ways[way as keyof typeof SHARES](path, fields);
      roll -= share;
    }
    return await appendFile(path, fields);
  };
}
