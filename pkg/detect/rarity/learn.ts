import { MINUTE, type Millis } from '../../model';
import { isOlder, rememberOlder } from './older-values';
import { KEPT, type RarityState } from './state';
import { keptSince, placeOf } from './weigh';

/** Brings all counts to `now`. */
export function decay(state: RarityState, now: Millis): void {
  const { columns: c, index: i } = state;
  const keep = keptSince(state, now);
  c.at[i] = now;
  if (keep === 1) return;
  for (let k = i * KEPT; k < (i + 1) * KEPT; k++) c.counts[k]! *= keep;
  c.draws[i]! *= keep;
  c.distinct[i]! *= keep;
  c.singles[i]! *= keep;
  c.alone[i]! *= keep;
}

/** One draw of a value. `decay` comes first. `alone`: no peer has it. */
export function learnValue(state: RarityState, hash: number, now: Millis, alone: boolean): void {
  const { columns: c, index: i } = state;
  const held = placeOf(state, hash);
  if (held >= 0) {
    if (c.counts[held]! <= 1) c.singles[i] = Math.max(0, c.singles[i]! - c.counts[held]!);
  } else if (!isOlder(state, hash)) {
    c.distinct[i]! += 1;
    c.singles[i]! += 1;
    if (alone) c.alone[i]! += 1;
  }
  const place = held >= 0 ? held : makeRoom(state, now);
  c.hashes[place] = hash;
  c.counts[place]! += 1;
  c.lastSeen[place] = now / MINUTE;
  c.draws[i]! += 1;
}

/** A free place, or that of the least frequent value (of equals, the longest unseen), which goes to the filter. */
function makeRoom(state: RarityState, now: Millis): number {
  const { columns: c, index: i } = state;
  let least = i * KEPT;
  for (let k = i * KEPT; k < (i + 1) * KEPT; k++) {
    if (c.hashes[k] === 0) return k;
    if (c.counts[k]! < c.counts[least]! || (c.counts[k] === c.counts[least] && c.lastSeen[k]! < c.lastSeen[least]!)) least = k;
  }
  rememberOlder(state, c.hashes[least]!, now);
  c.counts[least] = 0;
  return least;
}
