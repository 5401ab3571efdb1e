import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { HabitusError } from '../../errors';
import type { CommandIo } from '../../owner/command';
import { openEngine } from '../../owner/open-engine';
import { attentionOf } from '../../owner/attention';
import { scoringChoice } from '../../owner/scoring';
import { storeChoice, storeName } from '../../owner/store-choice';
import { shared, type Session, type SharedOptions } from '../session';
import { untilEnded } from '../start/until-ended';
import { wholeNumber } from '../values';

interface EngineOptions extends SharedOptions {
  readonly workers: number;
  /** MB. */
  readonly memory?: number | undefined;
}

export function addEngine(program: Command, session: Session): void {
  shared(program.command('engine').option('--workers <number>', 'processes of this command, 1 to 16', wholeNumber(1, 16), 1))
    .option(
      '--memory <MB>',
      'of each process, for what is learnt; more is laid away on its disk (default: a quarter of the machine, 256 to 2,048)',
      wholeNumber(16, 1_048_576)
    )
    .summary('learn and score beside others, over a cluster')
    .description(
      'Counts and scores what lies in the cluster, sharing the work with every other `habitus engine` and backend of the namespace. Receives nothing and needs no data directory. When it is ended, others take over at once; when it dies, within 30 seconds.'
    )
    .addHelpText('after', EXAMPLES)
    .action(async ({ workers, memory, ...options }: EngineOptions) => await run({ workers, memory }, options, session));
}

async function run({ workers, memory }: Pick<EngineOptions, 'workers' | 'memory'>, options: SharedOptions, session: Session): Promise<void> {
  const config = session.config(options);
  const { namespace, features, zone, calendars } = config.values;
  const store = storeChoice(config.values);
  if (store?.elasticsearch === undefined) {
    throw new HabitusError('HAB-CONF-001', 'duckdb', 'store elasticsearch: a data directory is learnt by its owner (`habitus serve`, or the backend)');
  }
  const io = session.io(options);
  const others = Array.from({ length: workers - 1 }, () => another());
  const opened = await openEngine({
    namespace,
    store,
    features: features.map((file) => resolve(file)),
    zone,
    calendars: calendars.map(({ file, zones }) => ({ file: resolve(file), zones })),
    scoring: scoringChoice(config.values),
    attention: attentionOf(config.values),
    ...(memory !== undefined && { memory: memory * MIB }),
  });
  try {
    opened.engine.start();
    await tell(io, { namespace, store: storeName(store), workers });
    await untilEnded(io.signal);
  } finally {
    for (const child of others) child.kill('SIGTERM');
    await opened.close();
    await Promise.all(others.map(async (child) => (child.exitCode === null && child.signalCode === null ? await once(child, 'exit') : undefined)));
  }
}

const MIB = 1024 * 1024;

/** The same command as one more process. */
function another(): ChildProcess {
  const args = process.argv.slice(1).filter((arg, at, all) => arg !== '--json' && !/^--workers(=|$)/.test(arg) && all[at - 1] !== '--workers');
  return spawn(process.execPath, [...process.execArgv, ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
}

async function tell(io: CommandIo, started: { readonly namespace: string; readonly store: string; readonly workers: number }): Promise<void> {
  const { namespace, store, workers } = started;
  await io.out(
    io.json
      ? `${JSON.stringify(started)}\n`
      : `Learning and scoring ${namespace} in ${store}, ${workers} ${workers === 1 ? 'process' : 'processes'}. End it with ^C.\n`
  );
}

const EXAMPLES = `
Examples:
  $ HABITUS_STORE=elasticsearch habitus engine
  $ habitus engine --workers 2 --memory 512 --config habitus.yaml
`;
