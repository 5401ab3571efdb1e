import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Who owns the data directory and where it listens. A hint for clients and messages, never the lock. */
export interface Owner {
  readonly pid: number;
  readonly since: string;
  readonly socket: string;
}

const FILE = 'owner.json';

export function writeOwner(dir: string, owner: Owner): void {
  const file = join(dir, FILE);
  writeFileSync(`${file}.new`, `${JSON.stringify(owner)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** Undefined where nobody wrote one, or one that cannot be read. */
export function readOwner(dir: string): Owner | undefined {
  try {
    return JSON.parse(readFileSync(join(dir, FILE), 'utf8')) as Owner;
  } catch {
    return undefined;
  }
}

export function removeOwner(dir: string): void {
  rmSync(join(dir, FILE), { force: true });
}
