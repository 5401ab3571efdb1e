import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface VendorAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Sent as it is, instead of a JSON body. */
  readonly raw?: string;
  /** Whether the connection breaks behind it, before the answer ends. */
  readonly breaks?: boolean;
}

/** A server that answers as a vendor's documentation says, for tests of pull connectors. Keeps what it was asked. */
export class VendorServer {
  public readonly asked: { readonly url: URL; readonly authorization: string; readonly body: string }[] = [];
  private readonly server: Server;

  public constructor(answer: (url: URL, request: IncomingMessage, body: string) => VendorAnswer) {
    this.server = createServer((request, response) => {
      let text = '';
      request.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      request.on('end', () => {
        const url = new URL(request.url ?? '', this.url);
        this.asked.push({ url, authorization: request.headers.authorization ?? '', body: text });
        const { status = 200, headers = {}, body, raw = JSON.stringify(body), breaks = false } = answer(url, request, text);
        response.writeHead(status, { 'content-type': 'application/json', ...headers });
        if (breaks) response.write(raw, () => setImmediate(() => response.destroy()));
        else response.end(raw);
      });
    });
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
}
