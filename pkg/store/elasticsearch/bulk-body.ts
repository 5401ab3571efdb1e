import type { Item } from './deliver';

const HEAD = '{"create":{"_id":';
const TAIL = '}}\n';
const NEWLINE = 0x0a;

/** The body of a bulk request that creates documents, each with its own id: bytes, since as one string they would be made, joined and encoded again. */
export function creations(items: readonly Item[]): Buffer {
  const ids = items.map(({ id }) => HEAD + JSON.stringify(id) + TAIL);
  let most = 0;
  for (const [i, { source }] of items.entries()) most += 3 * (ids[i]?.length ?? 0) + sizeOf(source) + 1;
  const body = Buffer.allocUnsafe(most);
  let at = 0;
  for (const [i, { source }] of items.entries()) {
    at += body.write(ids[i] ?? '', at);
    at += typeof source === 'string' ? body.write(source, at) : source.copy(body, at);
    body[at++] = NEWLINE;
  }
  return body.subarray(0, at);
}

/** At most: a UTF-16 unit is three bytes of UTF-8 or fewer. */
function sizeOf(source: string | Buffer): number {
  return typeof source === 'string' ? source.length * 3 : source.length;
}
