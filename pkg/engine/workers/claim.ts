import type { StateStore } from '../../store/store';
import { bundleBytes, bundleFrom } from './bundle';
import type { Session } from './session';

/** What stands in a block that is counted once while somebody is at it. */
interface Claim {
  readonly by: string;
}

/** Bytes: a claim names a session. */
const MOST_CLAIM = 200;
const BRACE = 0x7b;

/**
 * Work that one of many does, and whose result nobody replaces: the lease is the block that will hold it. Who makes the block does the work and then puts
 * the result in its place by compare-and-set; where the worker's session ends, another takes the block over. Who wakes up late is refused.
 *
 * @returns `here`: done now, by this process; `done`: by another; `elsewhere`: another is at it
 */
export async function doOnce(state: StateStore, session: Session, key: string, work: () => Promise<Uint8Array>): Promise<'here' | 'done' | 'elsewhere'> {
  const claim = bundleBytes({ by: session.key });
  const version = (await state.put(key, claim, undefined)) ?? (await takeOver(state, session, key, claim));
  if (typeof version === 'string') return version;
  return (await state.put(key, await work(), version)) === undefined ? 'elsewhere' : 'here';
}

/** What was done; undefined while nobody has. */
export async function resultOf(state: StateStore, key: string): Promise<Uint8Array | undefined> {
  const found = await state.get(key);
  return found === undefined || claimIn(found.bytes) ? undefined : found.bytes;
}

/** The claim of a session that is not there any more, or of an earlier try of this one. */
async function takeOver(state: StateStore, session: Session, key: string, claim: Uint8Array): Promise<number | 'done' | 'elsewhere'> {
  const found = await state.get(key);
  if (found === undefined) return 'elsewhere';
  const held = claimIn(found.bytes);
  if (held === undefined) return 'done';
  if (held.by !== session.key && session.isMember(held.by)) return 'elsewhere';
  return (await state.put(key, claim, found.version)) ?? 'elsewhere';
}

function claimIn(bytes: Uint8Array): Claim | undefined {
  if (bytes.length > MOST_CLAIM || bytes[0] !== BRACE) return undefined;
  const held = bundleFrom<Partial<Claim>>(bytes);
  return held.by === undefined ? undefined : { by: held.by };
}
