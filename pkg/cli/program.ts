import { Command, CommanderError } from 'commander';
import { EXIT } from '../owner/command';
import { exitCodeOf, messageOf } from '../owner/failure';
import { addAlerts } from './commands/alerts';
import { addAnomalies } from './commands/anomalies';
import { addBackfill } from './commands/backfill';
import { addCases } from './commands/cases';
import { addChanges } from './commands/changes';
import { addCollector } from './commands/collector';
import { addConfig } from './commands/config';
import { addDeadLetters } from './commands/dead-letters';
import { addDemo } from './commands/demo';
import { addDirectory } from './commands/directory';
import { addElasticsearch } from './commands/elasticsearch';
import { addEngine } from './commands/engine';
import { addExplain } from './commands/explain';
import { addFeatures } from './commands/features';
import { addForecast } from './commands/forecast';
import { addImport } from './commands/import';
import { addParse } from './commands/parse';
import { addAudit, addReveal } from './commands/reveal';
import { addReplay } from './commands/replay';
import { addScores } from './commands/scores';
import { addServe } from './commands/serve';
import { addStart } from './commands/start';
import { addVerify } from './commands/verify';
import type { Session } from './session';
import { ReaderGone } from './stdio';

/** Every command, in the order of a newcomer's day. */
const COMMANDS = [
  addStart,
  addDemo,
  addImport,
  addParse,
  addBackfill,
  addAlerts,
  addAnomalies,
  addCases,
  addChanges,
  addExplain,
  addVerify,
  addScores,
  addForecast,
  addReplay,
  addFeatures,
  addServe,
  addCollector,
  addEngine,
  addDeadLetters,
  addDirectory,
  addElasticsearch,
  addReveal,
  addAudit,
  addConfig,
];

export function makeProgram(session: Session): Command {
  const { stdout, stderr } = session.stdio;
  const program = new Command('habitus')
    .description('Learns what is normal for every user, host, address and account, and says, with its arithmetic shown, when something is not.')
    .version(VERSION, '--version', 'print the version')
    .helpCommand(false)
    .showHelpAfterError('Call it with --help to see how.')
    .configureOutput({ writeOut: (text) => void stdout.write(text), writeErr: (text) => void stderr.write(text) })
    .exitOverride()
    .addHelpText('after', EXAMPLES);
  for (const add of COMMANDS) add(program, session);
  return program;
}

/**
 * Runs one call. Never rejects.
 *
 * @param args without the program's own name
 * @returns the exit code of the process
 */
export async function runProgram(args: readonly string[], session: Session): Promise<number> {
  try {
    await makeProgram(session).parseAsync([...args], { from: 'user' });
  } catch (error) {
    if (!session.stop.signal.aborted) return failed(error, session);
  }
  if (!session.stop.signal.aborted) return session.exitCode;
  return session.stop.signal.reason instanceof ReaderGone ? EXIT.done : EXIT.interrupted;
}

function failed(error: unknown, session: Session): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.calledWrong;
  session.stdio.stderr.write(`${messageOf(error)}\n`);
  return exitCodeOf(error);
}

declare const HABITUS_VERSION: string | undefined;
/** Written in by the build. */
const VERSION = typeof HABITUS_VERSION === 'string' ? HABITUS_VERSION : '0.1.0';

const EXAMPLES = `
Exit codes: 0 done, 1 found wrong, 2 called wrong, 3 not available here, 4 failed, 130 interrupted.

Examples:
  $ habitus start                                 the demo organisation, explained, in a browser
  $ habitus start --import /var/log/auth.log      the same on logs of your own
  $ habitus anomalies --json | jq .reason
`;
