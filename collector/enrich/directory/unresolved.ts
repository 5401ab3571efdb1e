import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { LRUCache } from 'lru-cache';
import type { Millis } from '../../../pkg/model';

/** Why a name is nobody's: not in the directory; of several people; or beside a name of somebody else in one event. */
export type Reason = 'unknown' | 'shared' | 'contradicting';

/** A name that no person was found for. */
export interface UnresolvedName {
  readonly name: string;
  readonly reason: Reason;
  events: number;
  /** Whose event had it first. */
  readonly source: string;
  last: Millis;
}

export const UNRESOLVED_FILE = 'unresolved-names.json';
const MOST = 10_000;
const WRITE_EVERY = 10_000;

/** Counts names that are nobody's, the 10,000 that were met last, and keeps them in a file of the data directory for `habitus directory unresolved`. */
export class Unresolved {
  private readonly names = new LRUCache<string, UnresolvedName>({ max: MOST });
  private isChanged = false;
  private readonly timer: NodeJS.Timeout;

  public constructor(
    private readonly path: string,
    private readonly clock: () => Millis = Date.now,
    private readonly shown: (name: string) => string = (name) => name
  ) {
    for (const one of readUnresolved(path)) this.names.set(keyOf(one), one);
    this.timer = setInterval(() => this.write(), WRITE_EVERY).unref();
  }

  public add(raw: string, reason: Reason, source: string): void {
    this.isChanged = true;
    const name = this.shown(raw);
    const key = keyOf({ name, reason });
    const known = this.names.get(key);
    if (known) {
      known.events++;
      known.last = this.clock();
    } else this.names.set(key, { name, reason, events: 1, source, last: this.clock() });
  }

  /** Writes the file; a disk that takes nothing is no reason to stop: the counts are only for people. */
  public write(): void {
    if (!this.isChanged) return;
    try {
      writeFileSync(`${this.path}.new`, JSON.stringify([...this.names.values()]), { mode: 0o600 });
      renameSync(`${this.path}.new`, this.path);
      this.isChanged = false;
    } catch {
      return;
    }
  }

  public close(): void {
    clearInterval(this.timer);
    this.write();
  }
}

/** What a collector wrote, also while it runs; the most events first. Nothing where there is no file, or one that is none of ours. */
export function readUnresolved(path: string): UnresolvedName[] {
  if (!existsSync(path)) return [];
  try {
    return (JSON.parse(readFileSync(path, 'utf8')) as UnresolvedName[]).sort((one, other) => other.events - one.events);
  } catch {
    return [];
  }
}

function keyOf({ name, reason }: Pick<UnresolvedName, 'name' | 'reason'>): string {
  return `${reason} ${name}`;
}
