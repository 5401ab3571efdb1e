import { once } from 'node:events';
import { createServer, type AddressInfo, type BlockList, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { isWithin, plainAddress } from '../loopback';
import type { RecordIntake } from '../intake';
import type { Receiver } from '../receiver';
import { demandingTls, type Tls } from '../tls';
import { listening } from './listening';
import { Batcher } from './batcher';
import { SyslogFrames } from './frames';
import { SyslogLines, type LinesOptions } from './lines';

export interface StreamOptions extends LinesOptions {
  readonly host: string;
  readonly port: number;
  /** Whom to hear; undefined: everybody who gets through. */
  readonly allow?: BlockList;
  /** Certificate and key as PEM; with `ca` senders must show a certificate that it signed. */
  readonly tls?: Tls;
}

const MOST_CONNECTIONS = 512;
const MOST_WAITING = 16 * 1024 * 1024;
const KEEP_ALIVE_MS = 60_000;
const LAST_READING_MS = 300;

/**
 * Syslog over TCP (RFC 6587) or TLS (RFC 5425). A sender is read only as fast as the log takes its lines: nothing is lost while it is connected
 * and this process lives. Syslog has no acknowledgement, so what is in a socket when either end dies is gone; OTLP has one.
 */
export class SyslogStream implements Receiver {
  private readonly batcher: Batcher;
  private readonly lines: SyslogLines;
  private readonly sockets = new Set<Socket>();
  private server: Server | undefined;
  private stopped: Promise<void> | undefined;

  public constructor(
    private readonly intake: RecordIntake,
    private readonly options: StreamOptions
  ) {
    this.batcher = new Batcher(intake, MOST_WAITING);
    this.lines = new SyslogLines(intake, this.batcher, options);
  }

  /** The port it listens on; 0 until it does. */
  public get port(): number {
    return (this.server?.address() as AddressInfo | null | undefined)?.port ?? 0;
  }

  public get name(): string {
    return `${this.options.place} ${this.options.host}:${this.port || this.options.port}`;
  }

  public async start(): Promise<void> {
    const { tls, host, port } = this.options;
    const server = tls ? this.encrypted(tls) : createServer((socket) => this.read(socket));
    server.maxConnections = MOST_CONNECTIONS;
    server.listen({ host, port });
    await listening(server, this.name);
    server.on('error', () => undefined);
    this.server = server;
  }

  /** What keeps renewed certificates from being used. */
  public get error(): string | undefined {
    return this.options.tls?.renewal?.error;
  }

  public async stop(): Promise<void> {
    this.options.tls?.renewal?.close();
    await (this.stopped ??= this.close());
  }

  private encrypted(tls: Tls): Server {
    const server = createTlsServer(demandingTls(tls), (socket) => this.read(socket));
    tls.renewal?.onChange((next) => server.setSecureContext(demandingTls(next)));
    return server;
  }

  private async close(): Promise<void> {
    const { server } = this;
    if (server) {
      const closed = once(server, 'close');
      server.close();
      for (const socket of this.sockets) socket.end();
      // What is on its way is read; a sender that does not close is not waited for.
      const late = setTimeout(() => this.sockets.forEach((socket) => socket.destroy()), LAST_READING_MS);
      await closed;
      clearTimeout(late);
    }
    await this.batcher.stop();
  }

  private read(socket: Socket): void {
    const sender = plainAddress(socket.remoteAddress ?? '');
    if (this.options.allow && !isWithin(this.options.allow, sender)) {
      socket.destroy();
      return;
    }
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    this.sockets.add(socket);
    const frames = new SyslogFrames({
      message: (bytes) => this.lines.message(bytes, sender),
      tooLong: (length, head) => this.lines.tooLong(length, head, sender),
    });
    socket.on('data', (chunk: Buffer) => {
      frames.push(chunk);
      if (this.batcher.isFull) this.hold(socket);
    });
    socket.on('error', () => undefined);
    socket.once('close', () => {
      frames.end();
      this.sockets.delete(socket);
      void this.intake.flush();
    });
  }

  private hold(socket: Socket): void {
    socket.pause();
    void this.batcher.room().then(() => socket.resume());
  }
}
