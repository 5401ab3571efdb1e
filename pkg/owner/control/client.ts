import { connect, type Socket } from 'node:net';
import { EXIT, type CommandIo } from '../command';
import { readOwner } from '../owner-file';
import { FRAME, FrameReader, frame } from './frames';
import type { ControlRequest } from './request';

/** The owner of a data directory, where one answers. */
export async function connectToOwner(dir: string): Promise<Socket | undefined> {
  const owner = readOwner(dir);
  if (owner === undefined) return undefined;
  return new Promise((resolve) => {
    const socket = connect(owner.socket);
    socket.once('connect', () => resolve(socket));
    socket.once('error', () => resolve(undefined));
  });
}

/**
 * Has the owner run a command, and passes on what it writes.
 *
 * @returns the command's exit code; 4 when the owner ended before the command did
 */
export function runThroughOwner(socket: Socket, request: ControlRequest, io: CommandIo): Promise<number> {
  const frames = new FrameReader();
  return new Promise((resolve) => {
    let code: number | undefined;
    const cancel = (): void => void socket.write(frame(FRAME.cancel));
    const take = (kind: number, text: string): void => {
      if (kind === FRAME.out) void passOn(socket, io.out(text));
      else if (kind === FRAME.err) io.err(text);
      else if (kind === FRAME.exit) code = Number(text);
    };
    socket.removeAllListeners('error');
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => frames.read(chunk, take));
    socket.once('close', () => {
      io.signal.removeEventListener('abort', cancel);
      if (code === undefined) io.err('The owner of the data directory ended before the command did.\n');
      resolve(code ?? EXIT.failed);
    });
    if (io.signal.aborted) cancel();
    io.signal.addEventListener('abort', cancel);
    socket.write(frame(FRAME.request, JSON.stringify(request)));
  });
}

/** A slow reader of our stdout slows the owner down instead of filling our memory. */
async function passOn(socket: Socket, written: Promise<void>): Promise<void> {
  socket.pause();
  await written;
  socket.resume();
}
