import { resolve } from 'node:path';
import type { Command } from 'commander';
import { readFile } from 'node:fs/promises';
import { HabitusError } from '../../errors';
import type { Feature, Millis } from '../../model';
import { loadFeatures, shippedFeatures, withoutTwins, parseFeature } from '../../observe';
import { EXIT } from '../../owner/command';
import { given } from '../../owner/given';
import { shared, type Session, type SharedOptions } from '../session';
import { wholeNumber } from '../values';
import { withSpan } from './span';

const SHOWN = 20;

export function addFeatures(program: Command, session: Session): void {
  const features = program
    .command('features')
    .summary('the questions that are asked of events')
    .description('Feature definitions: the questions that are asked of events.');
  shared(features.command('list'))
    .summary('the definitions in use')
    .description('Lists the shipped definitions and those of --features.')
    .addHelpText('after', '\nExamples:\n  $ habitus features list\n  $ habitus features list --json | jq -r .id\n')
    .action((options: SharedOptions) => list(options, session));
  shared(features.command('check').argument('<file...>', 'definition files'))
    .summary('check definition files')
    .description('Checks definition files, each on its own and against the shipped ones. Ends in 1 when one is wrong.')
    .addHelpText('after', '\nExamples:\n  $ habitus features check my-features.yaml\n')
    .action((files: string[], options: SharedOptions) => check(files, options, session));
  shared(withSpan(features.command('try').argument('<file>', 'definition file')))
    .option('--limit <n>', `print at most so many rows (default: ${SHOWN})`, wholeNumber(1, 1_000_000), SHOWN)
    .summary('what a definition would have counted')
    .description('Counts with a definition in the events that are stored. Learns and stores nothing.')
    .addHelpText(
      'after',
      '\nExamples:\n  $ habitus features try my-features.yaml --since 2026-03-01\n  $ habitus features try my-features.yaml --json | jq .value\n'
    )
    .action((file: string, options: SharedOptions & { since?: Millis; until?: Millis; limit: number }) => tryOut(file, options, session));
}

async function list(options: SharedOptions, session: Session): Promise<void> {
  const io = session.io(options);
  const all = withoutTwins([...shippedFeatures(), ...loadFeatures(session.config(options).values.features)]);
  const width = Math.max(...all.map(({ id }) => id.length));
  for (const feature of all) {
    await io.out(
      io.json ? `${JSON.stringify(feature)}\n` : `${feature.id.padEnd(width)}  v${feature.version}  ${feature.bucket.padEnd(9)}  ${feature.question}\n`
    );
  }
}

async function check(files: readonly string[], options: SharedOptions, session: Session): Promise<void> {
  const io = session.io(options);
  for (const file of files) {
    const wrong = whatIsWrong(file);
    if (wrong !== undefined) session.exitCode = EXIT.foundWrong;
    if (io.json) await io.out(`${JSON.stringify({ file, ok: wrong === undefined, ...given({ error: wrong }) })}\n`);
    else await io.out(wrong === undefined ? `${file}: good\n` : `${wrong}\n`);
  }
}

/** @throws HabitusError HAB-CLI-002 for a file that cannot be read: that is no finding about its content */
function whatIsWrong(file: string): string | undefined {
  try {
    withoutTwins([...shippedFeatures(), ...loadFeatures([file])]);
    return undefined;
  } catch (error) {
    if (error instanceof HabitusError && error.code === 'HAB-FEAT-001') return error.message;
    throw error;
  }
}

async function tryOut(
  file: string,
  { since, until, limit, ...options }: SharedOptions & { since?: Millis; until?: Millis; limit: number },
  session: Session
): Promise<void> {
  const definitions = await definitionsOf(file);
  for (const feature of definitions) await session.run('try-feature', { feature, limit, ...given({ since, until }) }, options);
}

async function definitionsOf(file: string): Promise<Feature[]> {
  const path = resolve(file);
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new HabitusError('HAB-CLI-002', path, undefined, { cause: error });
  });
  return parseFeature(text, file);
}
