import { openHabitus } from '../owner/open';
import { runProgram } from './program';
import { Session } from './session';

const stop = new AbortController();

/** The first ^C ends the command cleanly; the second ends it at once. */
function interrupted(): void {
  if (stop.signal.aborted) process.exit(130);
  stop.abort(new Error('interrupted'));
}
process.on('SIGINT', interrupted);
process.on('SIGTERM', interrupted);

const { stdin, stdout, stderr, env } = process;
void runProgram(process.argv.slice(2), new Session({ stdin, stdout, stderr, env }, stop, openHabitus)).then((code) => {
  process.exitCode = code;
});
