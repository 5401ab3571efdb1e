import { hash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';

/** By how many of its first bytes a file is known: as many as an import looks at, so that both give an event the same id. */
export const HEAD_BYTES = 1024;

/** What a file begins with. A log only grows at its end, so the beginning is what stays when it is renamed, copied or compressed. */
export interface Head {
  readonly length: number;
  readonly hash: string;
}

/** The first bytes of a file, at most 1 KiB. */
export async function readHead(file: FileHandle): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
  return buffer.subarray(0, bytesRead);
}

export function headOf(bytes: Buffer): Head {
  return { length: bytes.length, hash: fingerprint(bytes) };
}

/** Whether these first bytes begin as the head does. */
export function beginsWith(bytes: Buffer, head: Head): boolean {
  return bytes.length >= head.length && fingerprint(bytes.subarray(0, head.length)) === head.hash;
}

/** Whether they are enough to know the file by: its first line at least. */
export function isTelling(bytes: Buffer): boolean {
  return bytes.length === HEAD_BYTES || bytes.includes(0x0a);
}

export function fingerprint(bytes: Buffer): string {
  return hash('sha256', bytes).slice(0, 24);
}
