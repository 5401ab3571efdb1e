import type { Detector } from '../detector';
import { guardTime } from '../guards';
import { takeIn } from '../moving-moments';
import { blocksOf, gapsOf, seenOf, stepsOf, type Seen } from './blocks';
import { BLOCK, CUT, KNOWN_STEPS, LEAST_BLOCKS, LEAST_STEPS, LEAST_WEIGHT } from './constants';
import { decay, learnStep } from './grams';
import { judgeSequence, namedInputs, type SequenceInputs } from './judge';
import { META } from './meta';
import { BLOCKS, type SequenceState } from './state';

/**
 * Does this entity do such things in such an order, and at such a pace? For sessions and command streams: masquerade, hijack.
 *
 * Bits of surprise a step under the entity's own bigrams with back-off, against what its blocks of fifty are used to. Formula, parameters and failures:
 * detector.yaml. Cost: bench/cases/detectors.
 */
export const SEQUENCE: Detector<SequenceState> = {
  meta: META,
  blocks: BLOCKS,
  score(state, obs, { peers }) {
    guardTime(obs.start, state.columns.next[state.index]!);
    const steps = stepsOf(obs);
    const all = blocksOf(steps);
    const judged = all.map((block, n) => judgeSequence(inputsOf(state, seenOf(state, block, peers), n * BLOCK, all.length), steps));
    return judged.reduce((least, one) => (one.logP < least.logP ? one : least));
  },
  judge(inputs, obs) {
    return judgeSequence(namedInputs(inputs), stepsOf(obs));
  },
  learn(state, obs, _finding, ctx) {
    const { columns: c, index: i } = state;
    guardTime(obs.start, c.next[i]!);
    const all = blocksOf(stepsOf(obs));
    const seen = all.map((block) => seenOf(state, block, ctx.peers));
    decay(state, obs.start);
    all.forEach((block, n) => {
      if (c.steps[i]! >= KNOWN_STEPS && block.length >= LEAST_STEPS) learnSeen(state, seen[n]!);
      block.forEach(({ value }, step) => learnStep(state, block[step - 1]?.value, value));
      for (const gap of gapsOf(block)) takeIn({ mean: c.gapMean, variance: c.gapVariance, count: c.gapCount }, i, gap, LEAST_WEIGHT / 10);
    });
    c.next[i] = obs.start + obs.width;
  },
  /** No steps say nothing. Only the clock moves, whatever `zero` says. */
  advance({ columns: c, index: i }, from, to) {
    guardTime(from, c.next[i]!);
    if (c.next[i]! > 0 && to > c.next[i]!) c.next[i] = to;
  },
};

/** A block shorter than usual varies more, as a mean of fewer. */
function inputsOf({ columns: c, index: i }: SequenceState, seen: Seen, from: number, tests: number): SequenceInputs {
  const shortness = Math.sqrt(Math.max(1, c.length[i]! / seen.steps));
  return {
    steps: seen.steps,
    bits: seen.bits,
    blocks: c.count[i]!,
    mean: c.mean[i]!,
    deviation: Math.sqrt(c.variance[i]!) * shortness,
    haste: seen.haste === undefined || c.hasteCount[i]! < LEAST_BLOCKS ? -1 : seen.haste,
    hasteMean: c.haste[i]!,
    hasteDeviation: Math.sqrt(c.hasteVariance[i]!) * shortness,
    tests,
    from,
    step: from + seen.strangest.place,
    strangest: seen.strangest.bits,
    gap: seen.gap,
    gapMean: c.gapCount[i]! < BLOCK ? -1 : c.gapMean[i]!,
  };
}

/** Cut at four deviations, so that one masquerade hides no second. */
function learnSeen({ columns: c, index: i }: SequenceState, { steps, bits, haste }: Seen): void {
  const most = (mean: number, variance: number, count: number): number => (count > 2 * LEAST_BLOCKS ? mean + CUT * Math.sqrt(variance) : Infinity);
  takeIn(c, i, Math.min(bits, most(c.mean[i]!, c.variance[i]!, c.count[i]!)), LEAST_WEIGHT);
  c.length[i]! += Math.max(1 / c.count[i]!, LEAST_WEIGHT) * (steps - c.length[i]!);
  if (haste === undefined) return;
  const cut = Math.min(haste, most(c.haste[i]!, c.hasteVariance[i]!, c.hasteCount[i]!));
  takeIn({ mean: c.haste, variance: c.hasteVariance, count: c.hasteCount }, i, cut, LEAST_WEIGHT);
}
