import type { StateStore } from '../../store/store';
import { bundleBytes, bundleFrom } from './bundle';
import type { Session } from './session';

/** What stands in a block that is counted once: who counts it, then what was counted. */
export type Claimed<T extends object> = { readonly by: string } | T;

/** Bytes: a claim names a session. */
const MOST_CLAIM = 200;

/**
 * Work that one of many does, and whose result nobody replaces: the lease is the block that will hold it. Who makes the block does the work and then puts
 * the result in its place by compare-and-set; where the worker's session ends, another takes the block over. Who wakes up late is refused.
 *
 * @returns `here`: done now, by this process; `done`: by another; `elsewhere`: another is at it
 */
export async function doOnce(state: StateStore, session: Session, key: string, work: () => Promise<object>): Promise<'here' | 'done' | 'elsewhere'> {
  const claim = bundleBytes({ by: session.key });
  const version = (await state.put(key, claim, undefined)) ?? (await takeOver(state, session, key, claim));
  if (typeof version === 'string') return version;
  const result = bundleBytes(await work());
  return (await state.put(key, result, version)) === undefined ? 'elsewhere' : 'here';
}

/** What was done; undefined while nobody has. */
export async function resultOf<T extends object>(state: StateStore, key: string): Promise<T | undefined> {
  const found = await state.get(key);
  const held = found && bundleFrom<Claimed<T>>(found.bytes);
  return held === undefined || 'by' in held ? undefined : held;
}

/** The claim of a session that is not there any more, or of an earlier try of this one. */
async function takeOver(state: StateStore, session: Session, key: string, claim: Uint8Array): Promise<number | 'done' | 'elsewhere'> {
  const found = await state.get(key);
  if (found === undefined) return 'elsewhere';
  if (found.bytes.length > MOST_CLAIM) return 'done';
  const held = bundleFrom<Claimed<object>>(found.bytes);
  if (!('by' in held)) return 'done';
  if (held.by !== session.key && session.isMember(held.by)) return 'elsewhere';
  return (await state.put(key, claim, found.version)) ?? 'elsewhere';
}
