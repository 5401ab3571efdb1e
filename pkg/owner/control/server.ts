import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { CommandIo } from '../command';
import { FRAME, FrameReader, frame } from './frames';
import type { ControlRequest } from './request';

/** Runs what a client asks for; resolves to the exit code. Never rejects. */
export type RunRequest = (request: ControlRequest, io: CommandIo) => Promise<number>;

export interface ControlServer {
  readonly socket: string;
  /** Aborts what runs, waits for it, and removes the socket. Safe twice. */
  close(): Promise<void>;
}

/** `sun_path` holds 108 bytes on Linux and 104 on macOS, its end included. */
const LONGEST_SOCKET_PATH = 103;

/**
 * Listens for commands in the data directory, for this user only.
 *
 * Holding the lock of the directory is the caller's duty: a socket file that is there is then a dead owner's, and is replaced.
 * Where the directory's path is too long for a socket, it lies in a fresh folder of the temporary directory that only this user may enter.
 */
export async function listenForCommands(dir: string, run: RunRequest): Promise<ControlServer> {
  const socket = socketPath(dir);
  rmSync(socket, { force: true });
  const open = new Set<Conversation>();
  const server = createServer((connection) => {
    const conversation = new Conversation(connection, run);
    open.add(conversation);
    void conversation.ended.then(() => open.delete(conversation));
  });
  await listen(server, socket);
  chmodSync(socket, 0o600);
  server.unref();
  return { socket, close: () => close(server, socket, dir, open) };
}

function socketPath(dir: string): string {
  const inside = join(dir, 'control.sock');
  return Buffer.byteLength(inside) <= LONGEST_SOCKET_PATH ? inside : join(mkdtempSync(join(tmpdir(), 'habitus-')), 's');
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

async function close(server: Server, socket: string, dir: string, open: Set<Conversation>): Promise<void> {
  const closed = new Promise<void>((resolve) => (server.listening ? server.close(() => resolve()) : resolve()));
  await Promise.all([...open].map((conversation) => conversation.stop()));
  await closed;
  if (dirname(socket) === dir) rmSync(socket, { force: true });
  else rmSync(dirname(socket), { recursive: true, force: true });
}

/** One client: one request, then its output and its exit code. */
class Conversation {
  public readonly ended: Promise<void>;
  private readonly cancel = new AbortController();
  private readonly frames = new FrameReader();
  private running: Promise<void> | undefined;

  public constructor(
    private readonly connection: Socket,
    private readonly run: RunRequest
  ) {
    this.ended = new Promise((resolve) => connection.once('close', () => resolve()));
    connection.on('error', () => this.cancel.abort());
    connection.on('close', () => this.cancel.abort());
    connection.on('data', (chunk) => this.take(chunk));
  }

  public async stop(): Promise<void> {
    this.cancel.abort();
    await this.running;
    this.connection.destroy();
  }

  private take(chunk: Buffer): void {
    try {
      this.frames.read(chunk, (kind, text) => this.handle(kind, text));
    } catch {
      this.connection.destroy();
    }
  }

  private handle(kind: number, text: string): void {
    if (kind === FRAME.cancel) this.cancel.abort();
    if (kind === FRAME.request && this.running === undefined) this.running = this.answer(JSON.parse(text) as ControlRequest);
  }

  private async answer(request: ControlRequest): Promise<void> {
    const code = await this.run(request, {
      json: request.json,
      terminal: request.terminal,
      signal: this.cancel.signal,
      out: (text) => this.send(frame(FRAME.out, text)),
      err: (text) => void this.send(frame(FRAME.err, text)),
    });
    if (!this.connection.destroyed) this.connection.end(frame(FRAME.exit, String(code)));
  }

  private send(bytes: Buffer): Promise<void> {
    const { connection } = this;
    if (connection.destroyed || connection.write(bytes)) return Promise.resolve();
    return new Promise((resolve) => {
      const done = (): void => {
        connection.off('drain', done).off('close', done);
        resolve();
      };
      connection.on('drain', done).on('close', done);
    });
  }
}
