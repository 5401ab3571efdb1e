/** The largest body that is read, and the largest that it may become when decompressed: what OTLP's specification recommends. */
export const MOST_BYTES = 64 * 1024 * 1024;

/** How long and how many of them the HTTP server waits for senders. */
export interface HttpLimits {
  /** Until all headers of a request are there, milliseconds. */
  readonly headersMs: number;
  /** Until all of a request is there, milliseconds. */
  readonly requestMs: number;
  /** How long nothing may come over a connection, milliseconds. */
  readonly idleMs: number;
  /** At once. */
  readonly connections: number;
}

export const USUAL: HttpLimits = { headersMs: 10_000, requestMs: 30_000, idleMs: 60_000, connections: 2_048 };
