/** A span of OTLP as both wire forms give it. One is used for all spans of a request. */
export interface Span {
  readonly resource: Map<string, unknown>;
  readonly attributes: Map<string, unknown>;
  name: string;
  /** In hexadecimal; empty where there is none. */
  traceId: string;
  spanId: string;
  parentId: string;
  /** SpanKind: 0 unspecified, 1 internal, 2 server, 3 client, 4 producer, 5 consumer. */
  kind: number;
  /** Nanoseconds since 1970; 0: not told. */
  start: bigint;
  end: bigint;
  /** StatusCode: 0 unset, 1 ok, 2 error. */
  status: number;
  statusMessage: string;
}

export function emptySpan(): Span {
  return { resource: new Map(), attributes: new Map(), ...nothing() };
}

/** All but the resource. */
export function clearSpan(span: Span): void {
  span.attributes.clear();
  Object.assign(span, nothing());
}

function nothing(): Omit<Span, 'resource' | 'attributes'> {
  return { name: '', traceId: '', spanId: '', parentId: '', kind: 0, start: 0n, end: 0n, status: 0, statusMessage: '' };
}
