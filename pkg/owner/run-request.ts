import { resolve } from 'node:path';
import { HabitusError } from '../errors';
import { EXIT, type CommandIo } from './command';
import { COMMANDS } from './commands';
import type { ControlRequest } from './control/request';
import { exitCodeOf, messageOf } from './failure';
import type { Habitus } from './habitus';

/**
 * Runs a client's command on an opened data directory. Never rejects: what fails is written to the command's stderr and ends in its exit code.
 *
 * @param opened the definition files that the owner was opened with: a client that was called with others is refused, as it would
 *               silently get answers about other features
 */
export async function runRequest(habitus: Habitus, opened: readonly string[], request: ControlRequest, io: CommandIo): Promise<number> {
  try {
    checkSame('namespace', request.namespace, habitus.namespace);
    if (request.store !== undefined) checkSame('store', request.store, habitus.storeName);
    const wanted = request.features.filter((file) => !opened.map((path) => resolve(path)).includes(file));
    if (wanted.length > 0) throw new HabitusError('HAB-STORE-001', `a running owner that was started without --features ${wanted.join(' ')}`);
    const command = Object.hasOwn(COMMANDS, request.command) ? COMMANDS[request.command as keyof typeof COMMANDS] : undefined;
    if (command === undefined) throw new HabitusError('HAB-CLI-001', request.command, 'a command that this owner knows');
    const code = await command(habitus, request.args as never, io);
    return io.signal.aborted ? EXIT.interrupted : code;
  } catch (error) {
    if (io.signal.aborted) return EXIT.interrupted;
    io.err(`${messageOf(error)}\n`);
    return exitCodeOf(error);
  }
}

function checkSame(what: string, wanted: string, has: string): void {
  if (wanted !== has) throw new HabitusError('HAB-STORE-001', `a running owner of ${what} ${has}`, `${what} ${wanted}`);
}
