import { hash53 } from '../../maths';
import type { Millis } from '../../model';
import type { Peers } from '../detector';
import { COMMON_BITS, HALF_LIFE, STRANGE_BITS } from './constants';
import { PAIRS, WORDS, type SequenceState } from './state';

const PROBES = 8;

/** Never 0, which is a free place. */
function hashOf(text: string): number {
  return (hash53(text) % 0xffffffff) + 1;
}

/** The place of a hash among the eight it may stand at; -1 where it does not. */
function find(hashes: Uint32Array, from: number, size: number, hash: number): number {
  for (let k = 0; k < PROBES; k++) {
    const at = from + ((hash + k) % size);
    if (hashes[at] === hash) return at;
  }
  return -1;
}

/** Its place, or that of the rarest of the eight, which makes room. */
function take(hashes: Uint32Array, counts: Float32Array, from: number, size: number, hash: number): number {
  const held = find(hashes, from, size, hash);
  if (held >= 0) return held;
  let least = from + (hash % size);
  for (let k = 0; k < PROBES; k++) {
    const at = from + ((hash + k) % size);
    if (hashes[at] === 0) least = hashes[least] === 0 ? least : at;
    else if (hashes[least] !== 0 && counts[at]! < counts[least]!) least = at;
  }
  hashes[least] = hash;
  counts[least] = 0;
  return least;
}

/**
 * Bits of surprise of a step after another: -log2 P(step | before), a bigram that backs off to what the entity does at all, and that to what its peers do,
 * each by Witten and Bell's weights (IEEE Transactions on Information Theory 37, 1991). `keep`: what is left of the counts. Pure.
 */
export function bitsOf(state: SequenceState, before: string | undefined, step: string, peers: Peers, keep: number): number {
  const { columns: c, index: i } = state;
  const base = 2 ** -(STRANGE_BITS - (STRANGE_BITS - COMMON_BITS) * Math.min(1, peers.share(step)));
  const word = find(c.words, i * WORDS, WORDS, hashOf(step));
  const distinct = Math.max(1, c.distinct[i]! * keep);
  const alone = ((word >= 0 ? c.wordCounts[word]! * keep : 0) + distinct * base) / (c.steps[i]! * keep + distinct);
  const context = before === undefined ? -1 : find(c.words, i * WORDS, WORDS, hashOf(before));
  if (context < 0) return -Math.log2(alone);
  const pair = find(c.pairs, i * PAIRS, PAIRS, hashOf(`${before!}\n${step}`));
  const ways = Math.max(1, c.followers[context]! * keep);
  const together = pair >= 0 ? c.pairCounts[pair]! * keep : 0;
  return -Math.log2((together + ways * alone) / (Math.max(together, c.wordCounts[context]! * keep) + ways));
}

/** One step after another. `decay` comes first. */
export function learnStep({ columns: c, index: i }: SequenceState, before: string | undefined, step: string): void {
  const word = take(c.words, c.wordCounts, i * WORDS, WORDS, hashOf(step));
  if (c.wordCounts[word] === 0) {
    c.distinct[i]! += 1;
    c.followers[word] = 0;
  }
  c.wordCounts[word]! += 1;
  c.steps[i]! += 1;
  if (before === undefined) return;
  const context = find(c.words, i * WORDS, WORDS, hashOf(before));
  const pair = take(c.pairs, c.pairCounts, i * PAIRS, PAIRS, hashOf(`${before}\n${step}`));
  if (c.pairCounts[pair] === 0 && context >= 0) c.followers[context]! += 1;
  c.pairCounts[pair]! += 1;
}

export function keptSince({ columns: c, index: i }: SequenceState, now: Millis): number {
  return c.at[i] === 0 ? 1 : 2 ** ((c.at[i]! - now) / HALF_LIFE);
}

/** Brings all counts to `now`. */
export function decay(state: SequenceState, now: Millis): void {
  const { columns: c, index: i } = state;
  const keep = keptSince(state, now);
  c.at[i] = now;
  if (keep === 1) return;
  for (let k = i * WORDS; k < (i + 1) * WORDS; k++) {
    c.wordCounts[k]! *= keep;
    c.followers[k]! *= keep;
  }
  for (let k = i * PAIRS; k < (i + 1) * PAIRS; k++) c.pairCounts[k]! *= keep;
  c.steps[i]! *= keep;
  c.distinct[i]! *= keep;
}
