import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { writeDemo } from '../../demo';
import { Progress } from '../../owner/progress';
import { count } from '../../owner/words';
import { shared, type Session, type SharedOptions } from '../session';
import { demoEnd, withDemoFiles, type DemoRecord } from '../start/demo';
import { momentOption, wholeNumber } from '../values';

interface DemoOptions extends SharedOptions {
  readonly seed: number;
  readonly out?: string;
  readonly end?: number;
}

export function addDemo(program: Command, session: Session): void {
  shared(
    program
      .command('demo')
      .option('--seed <n>', 'which organisation', wholeNumber(0, 0xffff_ffff), 1)
      .option('--out <folder>', 'write its logs and incidents.json there, import nothing')
      .option('--end <time>', 'when its six weeks end (default: the last full hour)', momentOption)
  )
    .summary('the demo organisation: write it, or import it')
    .description('300 people and 30 service accounts, six weeks, eight planted incidents. The same seed and end give the same bytes.')
    .addHelpText('after', EXAMPLES)
    .action(({ seed, out, end = demoEnd(Date.now()), ...options }: DemoOptions) =>
      out === undefined ? importDemo(seed, end, options, session) : writeOut(seed, end, resolve(out), options, session)
    );
}

async function importDemo(seed: number, end: number, options: SharedOptions, session: Session): Promise<void> {
  await withDemoFiles({ seed, end, dir: tmpdir() }, session.io(options), (paths, incidents) => {
    const demo: DemoRecord = { seed, end, incidents, complete: true };
    return session.run('import', { paths, source: 'ecs', demo }, options, true);
  });
}

async function writeOut(seed: number, end: number, dir: string, options: SharedOptions, session: Session): Promise<void> {
  const io = session.io(options);
  const progress = new Progress(io, 'Writing');
  const { files, incidents, events } = await writeDemo({ seed, end, dir, onProgress: (share) => progress.update(share, '') });
  progress.end();
  writeFileSync(join(dir, 'incidents.json'), `${JSON.stringify(incidents, undefined, 2)}\n`);
  await io.out(
    io.json
      ? `${JSON.stringify({ files, incidents, events })}\n`
      : `${count(events)} events in ${files.length} files, and what was planted in incidents.json: ${dir}\n`
  );
}

const EXAMPLES = `
Examples:
  $ habitus demo --seed 7                   import it; then habitus backfill
  $ habitus demo --seed 7 --out demo-7      write it; what was planted is in demo-7/incidents.json
`;
