/** A tail in a process of its own, so that a test can kill it at any moment. Arguments: folder of the collector, pattern of the files. */
import { join } from 'node:path';
import { DeadLetters } from '../deliver/dead-letters';
import { WriteAheadLog } from '../deliver/write-ahead-log';
import { RecordIntake } from '../receive/intake';
import { FileTail } from '../receive/tail/tail';
import { Tally } from '../tally';

async function main(dir: string, pattern: string): Promise<void> {
  const { log } = await WriteAheadLog.open(join(dir, 'wal'));
  const intake = new RecordIntake({
    log,
    deadLetters: new DeadLetters(join(dir, 'dead-letters')),
    tally: new Tally(),
    clock: Date.now,
    onTime: () => undefined,
  });
  const tail = new FileTail(intake, {
    files: [{ paths: [pattern] }],
    cursors: join(dir, 'cursors', 'tail.json'),
    clock: Date.now,
    every: 5,
    look: 20,
    leaving: 200,
  });
  await tail.start();
  process.send?.('started');
  // The tail's own timer does not keep a process alive.
  setInterval(() => undefined, 60_000);
}

void main(process.argv[2] ?? '', process.argv[3] ?? '');
