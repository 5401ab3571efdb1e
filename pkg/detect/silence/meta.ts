// Made from detector.yaml by scripts/generate-detectors.ts.
import type { DetectorMeta } from '../detector';

export const META: DetectorMeta = {
  "name": "silence",
  "version": 2,
  "question": "Should it be sending, and is not?",
  "formula": "rate   = the less of (A + k1 near + k0 peer) / (W + k1 + k0) and (A + k0 near) / (W + k0)              A, W, near, k1, k0: as count-tail\nm      = rate * share of the hour * level when the silence began\nM      = sum of m over the silent buckets up to and with this one: the gap, in expected events\nknown of its gaps, decayed: their number n, mean g and mean square s; with 20 gaps of mean 1 and square 2.5 as a start\nq      = s / (2 g^2), at least 1.05: 1 of independent events, more where they come in bunches and pauses\nD      = (q - 1) / q + doubt,  doubt = 1 / the counts behind the rate + 1 / (1 + W)^2\nlog p  = -(1 / D) log(1 + D M / g)                 a bucket with an event: p = 1; after 14 days of silence too: it has left\nwhy: with gaps of Lomax's law the silence met at any moment has this tail; of independent events it is e^-M, whatever the rhythm of the week\nlearnt of gaps with weight (W / (1 + W))^2: of weeks whose rhythm was not known yet, little\n",
  "judges": [
    "count"
  ],
  "tails": [
    "lower"
  ],
  "parameters": {
    "gapPrior": {
      "default": 20,
      "why": "Gaps that the start weighs: a source is known after some dozen events."
    },
    "gapSpread": {
      "default": 1.25,
      "why": "q of an unknown entity: a little worse than independent events."
    },
    "leastSpread": {
      "default": 1.05,
      "why": "No source is so steady that it never pauses: ten expected events missing are 3 in 10,000, not 1 in 20,000."
    },
    "givesUpDays": {
      "default": 14,
      "why": "Who has been silent for two weeks has left, or is known to be broken. Saying it every hour helps nobody."
    }
  },
  "inputs": [
    "mean",
    "size",
    "gap",
    "silentFor",
    "events",
    "gaps",
    "squares",
    "doubt",
    "own",
    "neighbour"
  ],
  "bytesPerState": 774,
  "failures": [
    "A holiday is a silence of people. Ask it of sources and services, or give it their calendar.",
    "Somebody who works in bunches (a batch a month) is learnt only after some months; until then each pause surprises.",
    "It needs `tail: lower`, which makes the engine look at every entity in every bucket, silent or not: about a microsecond each.",
    "With `zero: skip` a bucket without observation is no silence, so there is nothing to judge."
  ]
};
