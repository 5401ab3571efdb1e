import { createServer, request as forward, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What went to the cluster, by kind of index. */
export interface Traffic {
  readonly requests: number;
  /** Requests that write: bulk, documents, deletions. */
  readonly writes: number;
  /** Of their bodies. */
  readonly bytes: Readonly<Record<string, number>>;
}

/** In front of a node: passes everything on and counts it. */
export class CountingProxy {
  private requests = 0;
  private writes = 0;
  private readonly bytes = new Map<string, number>();
  private readonly server: Server;

  public constructor(private readonly target: string) {
    this.server = createServer((request, response) => this.pass(request, response));
  }

  public get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  public async listen(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  public async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** What was counted since this was last asked. */
  public take(): Traffic {
    const taken = { requests: this.requests, writes: this.writes, bytes: Object.fromEntries(this.bytes) };
    [this.requests, this.writes] = [0, 0];
    this.bytes.clear();
    return taken;
  }

  private pass(request: IncomingMessage, response: ServerResponse): void {
    this.requests++;
    const { method = 'GET', url = '/' } = request;
    const kind = /^\/habitus\.([a-z]+)/.exec(url)?.[1];
    if (kind !== undefined && isWrite(method, url)) {
      this.writes++;
      request.on('data', (data: Buffer) => this.bytes.set(kind, (this.bytes.get(kind) ?? 0) + data.length));
    }
    const { host: _host, ...headers } = request.headers;
    const onward = forward(new URL(url, this.target), { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => request.socket.destroy());
    request.pipe(onward);
  }
}

function isWrite(method: string, url: string): boolean {
  return method === 'DELETE' || (method !== 'GET' && /\/_(bulk|doc|create)\b/.test(url));
}
