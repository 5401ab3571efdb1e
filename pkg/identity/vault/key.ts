import { createHmac, hkdfSync, randomBytes, randomUUID } from 'node:crypto';
import { existsSync, linkSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { HabitusError } from '../../errors';

/** The file in the data directory that holds a key which nobody else gave. */
export const KEY_FILE = 'pseudonyms.key';
const LEAST_BYTES = 32;

/** Where the key of a namespace may stand. At most one of both. */
export interface KeyPlaces {
  readonly file?: string | undefined;
  /** Itself, as the environment had it. */
  readonly value?: string | undefined;
}

/** The keys of one namespace, each for one purpose, by HKDF-SHA256 with the namespace as salt: two namespaces of one key share no token. */
export interface Keys {
  readonly token: Buffer;
  readonly identity: Buffer;
  readonly vault: Buffer;
  readonly letters: Buffer;
  /** Tells keys apart without telling anything of them. */
  readonly check: string;
}

/** @throws HabitusError HAB-VAULT-002 for a key that is missing or too short */
export function readKey({ file, value }: KeyPlaces, generated: string): Buffer {
  if (file !== undefined && value !== undefined) throw new HabitusError('HAB-VAULT-002', 'both', 'a key by file or by HABITUS_PSEUDONYMS_KEY');
  if (value !== undefined) return longEnough(value, 'HABITUS_PSEUDONYMS_KEY');
  const path = file ?? generated;
  try {
    return longEnough(readFileSync(path, 'utf8'), path);
  } catch (cause) {
    if (cause instanceof HabitusError) throw cause;
    throw new HabitusError('HAB-VAULT-002', (cause as Error).message, undefined, { cause });
  }
}

/**
 * Writes a key of 256 random bits where there is none; only its owner may read it. The file is there whole or not at all, also when the process is killed
 * meanwhile: a key that was cut would close the namespace for ever. Of two processes that make it at once the first counts.
 */
export function generateKey(path: string): void {
  if (existsSync(path)) return;
  const fresh = `${path}.${randomUUID()}`;
  writeFileSync(fresh, `${randomBytes(LEAST_BYTES).toString('base64')}\n`, { mode: 0o600, flag: 'wx', flush: true });
  try {
    linkSync(fresh, path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
  } finally {
    unlinkSync(fresh);
  }
}

export function keysOf(secret: Buffer, namespace: string): Keys {
  const derive = (purpose: string): Buffer => Buffer.from(hkdfSync('sha256', secret, namespace, `habitus ${purpose} 1`, 32));
  return {
    token: derive('token'),
    identity: derive('identity'),
    vault: derive('vault'),
    letters: derive('letters'),
    check: createHmac('sha256', derive('check')).update(namespace).digest('hex').slice(0, 16),
  };
}

function longEnough(text: string, place: string): Buffer {
  const key = Buffer.from(text.trim());
  if (key.length < LEAST_BYTES) throw new HabitusError('HAB-VAULT-002', `${key.length} bytes in ${place}`, `a key of at least ${LEAST_BYTES} bytes`);
  return key;
}
