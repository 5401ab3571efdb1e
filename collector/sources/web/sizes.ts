import { number } from '../reading';
import type { EventWriter } from '../source';

/** Bytes of the whole answer and the whole request, heads included, where a log counts them so. */
export function writeSizes(out: EventWriter, sent: unknown, received: unknown): void {
  const [answer, request] = [number(sent), number(received)];
  if (answer !== undefined) out.number('http.response.bytes', answer);
  if (request !== undefined) out.number('http.request.bytes', request);
}
