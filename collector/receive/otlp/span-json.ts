import { addAttributes, listOf, objectOf, textOf, walkJson, type Json } from './json-request';
import { SPAN_LEVELS } from './request-levels';
import { clearSpan, emptySpan, type Span } from './span';

/** The JSON form of ExportTraceServiceRequest. @throws WireError where it is not one */
export function readSpansJson(bytes: Uint8Array, show: (span: Span) => void): void {
  const span = emptySpan();
  walkJson(bytes, SPAN_LEVELS, (one, resource) => {
    clearSpan(span);
    readSpan(one, Object.assign(span, { resource }));
    show(span);
  });
}

/** Reads one Span. `span` is empty but for its resource, which is left alone. @throws WireError for values nested too deep */
export function readSpan(from: Json, span: Span): void {
  const status = objectOf(from, 'status');
  span.name = textOf(from, 'name');
  span.traceId = textOf(from, 'traceId').toLowerCase();
  span.spanId = textOf(from, 'spanId').toLowerCase();
  span.parentId = textOf(from, 'parentSpanId').toLowerCase();
  span.kind = Number(from.kind) || 0;
  span.start = nanoseconds(from.startTimeUnixNano);
  span.end = nanoseconds(from.endTimeUnixNano);
  span.status = Number(status.code) || 0;
  span.statusMessage = textOf(status, 'message');
  addAttributes(listOf(from, 'attributes'), span.attributes);
}

function nanoseconds(value: unknown): bigint {
  if (typeof value === 'number' && Number.isFinite(value) && value > 0) return BigInt(Math.floor(value));
  return typeof value === 'string' && /^\d{1,20}$/.test(value) ? BigInt(value) : 0n;
}
