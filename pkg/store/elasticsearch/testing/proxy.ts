import { createServer as createPlain, request as forward, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createTls } from 'node:https';
import type { AddressInfo } from 'node:net';

/** What the proxy does with a request instead of passing it on. */
export type Fault =
  | { readonly answer: number; readonly type: string }
  /** Passed on, its answer held back for so long. */
  | { readonly delay: number }
  /** Passed on, and the connection cut before the answer: the sender cannot know. */
  | { readonly cut: 'answer' }
  | { readonly cut: 'request' };

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  /** Of its body, so far. */
  readonly bytes: number;
}

export interface ProxyOptions {
  readonly tls?: { readonly cert: Buffer; readonly key: Buffer };
  /** Who asks with none of these headers gets 401, as from a cluster with security. */
  readonly accepts?: () => readonly string[];
}

/** A node of the cluster as it is met across a network: in front of a real server, with TLS, a check of credentials, and faults on demand. */
export class ClusterProxy {
  public fault: ((asked: Asked) => Fault | undefined) | undefined;
  public readonly asked: Asked[] = [];
  private readonly server: Server;

  /** @param target the server's address, asked for at each request: it may be started anew */
  public constructor(
    private readonly target: () => string,
    private readonly options: ProxyOptions = {}
  ) {
    const listener: RequestListener = (request, response) => this.take(request, response);
    this.server = options.tls === undefined ? createPlain(listener) : createTls(options.tls, listener);
  }

  public get url(): string {
    const { port } = this.server.address() as AddressInfo;
    return this.options.tls === undefined ? `http://127.0.0.1:${port}` : `https://localhost:${port}`;
  }

  public async listen(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  public async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private take(request: IncomingMessage, response: ServerResponse): void {
    const asked = { method: request.method ?? '', path: request.url ?? '', authorization: request.headers.authorization, bytes: 0 };
    this.asked.push(asked);
    request.on('data', (data: Buffer) => (asked.bytes += data.length));
    const accepts = this.options.accepts?.();
    const fault = accepts?.includes(asked.authorization ?? '') === false ? { answer: 401, type: 'security_exception' } : this.fault?.(asked);
    if (fault !== undefined && 'answer' in fault) refuse(request, response, fault);
    else if (fault !== undefined && 'cut' in fault && fault.cut === 'request') request.socket.destroy();
    else this.pass(request, response, fault);
  }

  private pass(request: IncomingMessage, response: ServerResponse, fault: { readonly delay: number } | { readonly cut: string } | undefined): void {
    const { host: _host, authorization: _authorization, ...headers } = request.headers;
    const onward = forward(new URL(request.url ?? '/', this.target()), { method: request.method ?? 'GET', headers }, (answer) => {
      if (fault !== undefined && 'cut' in fault) return void answer.resume().on('end', () => request.socket.destroy());
      const give = (): void => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      };
      if (fault === undefined) give();
      else setTimeout(give, fault.delay).unref();
    });
    onward.on('error', () => request.socket.destroy());
    request.pipe(onward);
  }
}

function refuse(request: IncomingMessage, response: ServerResponse, { answer, type }: { readonly answer: number; readonly type: string }): void {
  request.resume().on('end', () => {
    response.writeHead(answer, { 'content-type': 'application/vnd.elasticsearch+json;compatible-with=8', 'x-elastic-product': 'Elasticsearch' });
    response.end(JSON.stringify({ error: { type, reason: 'made by a test' }, status: answer }));
  });
}
