import type { Readable } from 'node:stream';

/** A file inside an archive. Its name is for people only: no path is ever made of it. */
export interface Entry {
  readonly name: string;
  readonly modified: number;
  /** As it lies in the archive: what its size is judged by. */
  readonly packedBytes: number;
  /** Its content, to be read once and before the next entry is asked for. */
  readonly content: Readable;
}

/** What an archive holds that cannot be read, and why; the entries behind it are read. */
export interface Unreadable {
  readonly name: string;
  readonly reason: string;
}

export const MOST_ENTRIES = 100_000;

/** Folders' own litter: hidden files, and what macOS adds to each. */
export function isLitter(name: string): boolean {
  return name.endsWith('/') || name.startsWith('__MACOSX/') || (name.split('/').at(-1) ?? '').startsWith('.');
}
