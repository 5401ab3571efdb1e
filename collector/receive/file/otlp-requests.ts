import { listOf, objectOf, type Json, type Levels } from '../otlp/json-request';
import { REQUEST_LEVELS } from '../otlp/request-levels';
import type { LineVisitor } from './line-splitter';

/** The longest request in a file that is read: batches of the Collector's file exporter are lines of some megabytes. */
export const MOST_OF_REQUEST = 16 * 1024 * 1024;
/** What a request may come to where each record has its resource beside it; a larger one is left in one piece. */
const MOST_CUT = 64 * 1024 * 1024;

const REQUEST = /^(?:\xef\xbb\xbf)?\s{0,256}(?:\[\s{0,256})?\{\s{0,256}"resource(?:Logs|Spans|Metrics)"\s{0,64}:/;
const HEAD = 1_024;

/** Whether a file begins as files of OpenTelemetry's file exporter do, over several lines or not. */
export function startsAsRequests(head: Uint8Array): boolean {
  return REQUEST.test(Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, HEAD)).toString('latin1'));
}

/**
 * Shows each record of an export request as a request of its own, with its resource, so that it is shown, kept and replayed alone. Its offset is that of the request, and
 * its number in it on top. A request of one record, one that is damaged, and any other line are shown as they are.
 */
export function eachRecord(visitor: LineVisitor): LineVisitor {
  return {
    tooLong: (offset, length, head) => visitor.tooLong(offset, length, head),
    line(bytes, start, end, offset) {
      const cut = startsAsRequests(bytes.subarray(start, end)) ? cutRequest(bytes, start, end) : [];
      if (cut.length < 2) visitor.line(bytes, start, end, offset);
      else {
        for (const [index, { before, record, behind }] of cut.entries()) {
          const one = Buffer.from(before + record + behind);
          visitor.line(one, 0, one.length, offset + index);
        }
      }
    },
  };
}

/** A request of one record: what stands around it is the same text for all of a resource. */
interface Cut {
  readonly before: string;
  readonly record: string;
  readonly behind: string;
}

function cutRequest(bytes: Uint8Array, start: number, end: number): readonly Cut[] {
  try {
    const request = JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('utf8')) as Json;
    const cut = REQUEST_LEVELS.flatMap((levels) => cutOf(request, levels));
    return cut.reduce((sum, { before, record }) => sum + before.length + record.length, 0) > MOST_CUT ? [] : cut;
  } catch {
    // Damaged, or nested deeper than can be written: whoever reads it says so.
    return [];
  }
}

function cutOf(request: Json, { resources, scopes, records }: Levels): readonly Cut[] {
  return listOf(request, resources).flatMap((one) => {
    const before = `{"${resources}":[{"resource":${JSON.stringify(objectOf(one, 'resource'))},"${scopes}":[{"${records}":[`;
    return listOf(one, scopes)
      .flatMap((scope) => listOf(scope, records))
      .map((record) => ({ before, record: JSON.stringify(record), behind: ']}]}]}' }));
  });
}
