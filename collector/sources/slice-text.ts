import type { Slice } from './source';

/** The bytes as text; what is not UTF-8 becomes U+FFFD, as nothing may be lost for one bad byte. */
export function sliceText({ bytes, start, end }: Slice): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('utf8');
}
