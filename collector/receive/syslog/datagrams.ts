import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { isIPv6, type BlockList } from 'node:net';
import { isWithin, plainAddress } from '../loopback';
import type { RecordIntake } from '../intake';
import type { Receiver } from '../receiver';
import { listening } from './listening';
import { Batcher } from './batcher';
import { SyslogLines, type LinesOptions } from './lines';

export interface DatagramOptions extends LinesOptions {
  readonly host: string;
  readonly port: number;
  readonly allow?: BlockList;
}

const MOST_WAITING = 16 * 1024 * 1024;
/** Asked of the kernel, which may give less (net.core.rmem_max). */
const KERNEL_BUFFER = 8 * 1024 * 1024;

/** Syslog over UDP (RFC 5426): a datagram is a message. Nobody can hold a sender up: what the kernel or the log has no room for is lost, the latter is counted as `log-full`. */
export class SyslogDatagrams implements Receiver {
  private readonly batcher: Batcher;
  private readonly lines: SyslogLines;
  private socket: Socket | undefined;
  private stopped: Promise<void> | undefined;

  public constructor(
    intake: RecordIntake,
    private readonly options: DatagramOptions
  ) {
    this.batcher = new Batcher(intake, MOST_WAITING);
    this.lines = new SyslogLines(intake, this.batcher, options);
  }

  public get port(): number {
    return this.socket?.address().port ?? 0;
  }

  public get name(): string {
    return `${this.options.place} ${this.options.host}:${this.port || this.options.port}`;
  }

  public async start(): Promise<void> {
    const { host, port, allow } = this.options;
    const socket = createSocket({ type: isIPv6(host) ? 'udp6' : 'udp4', recvBufferSize: KERNEL_BUFFER });
    socket.on('message', (bytes, { address }) => {
      const sender = plainAddress(address);
      if (!allow || isWithin(allow, sender)) this.take(bytes, sender);
    });
    socket.bind({ address: host, port });
    await listening(socket, this.name);
    socket.on('error', () => undefined);
    this.socket = socket;
  }

  public async stop(): Promise<void> {
    await (this.stopped ??= this.close());
  }

  private take(bytes: Buffer, sender: string): void {
    let end = bytes.length;
    while (end > 0 && (bytes[end - 1] === 0x0a || bytes[end - 1] === 0x0d || bytes[end - 1] === 0)) end--;
    if (end > 0) this.lines.message(bytes.subarray(0, end), sender);
  }

  private async close(): Promise<void> {
    const { socket } = this;
    // A closed socket throws when it is asked for its port.
    this.socket = undefined;
    if (socket) {
      const closed = once(socket, 'close');
      socket.close();
      await closed;
    }
    await this.batcher.stop();
  }
}
