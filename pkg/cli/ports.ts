import { createServer } from 'node:net';

const TRIES = 50;

/** The port, or the next one that is free but for `taken`; 0 asks for any. Between asking and listening another process may be faster: the listener says so then. */
export async function freePort(wanted: number, host = '127.0.0.1', taken?: number): Promise<number> {
  for (let port = wanted; port < Math.min(65_536, wanted + TRIES); port++) {
    if (port === taken && port !== 0) continue;
    const bound = await tryPort(port, host);
    if (bound !== undefined) return bound;
  }
  return wanted;
}

function tryPort(port: number, host: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : port));
    });
  });
}
