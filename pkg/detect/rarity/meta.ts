// Made from detector.yaml by scripts/generate-detectors.ts.
import type { DetectorMeta } from '../detector';

export const META: DetectorMeta = {
  "name": "rarity",
  "version": 1,
  "question": "How improbable is this value for this entity?",
  "formula": "one draw = one value in one bucket, however often it was met there: repeats within a bucket are not independent\nP(new) = (alpha + d K) / (n + alpha)      n draws, K of them first sights, H1 values seen once; all with a half-life of 30 days\nalpha  = 0.5 + 0.1 K,  d = (H1 + 1) / (K + 2)\nP(v)   = (c - d + (alpha + d K) G) / (n + alpha)                     for a value seen c times, G its share of the peers\np new  = P(new) * F,  F = F0 / 2 for a value that no peer has, F0 + (1 - F0) sqrt(G) otherwise\nF0     = (first sights that no peer had + 0.2) / (K + 2): the entity's own habit of values nobody else has (1 without peers)\np seen = mass of the values no likelier than it, ties halved, and of all new ones\np      = c p seen + (1 - c) p new for c < 1: what has faded becomes new again by degrees\nlog p  = of the least likely value of the bucket, by Sidak over its distinct values\n",
  "judges": [
    "values"
  ],
  "tails": [
    "upper",
    "lower",
    "both"
  ],
  "parameters": {
    "halfLifeDays": {
      "default": 30,
      "why": "A value not seen for a quarter is half forgotten; one not seen for a year is new."
    },
    "kept": {
      "default": 16,
      "why": "Values held with their counts; the least frequent make room and go to a filter."
    },
    "concentrationFloor": {
      "default": 0.5,
      "why": "alpha of an entity without history: its first values are never alarming."
    },
    "concentrationShare": {
      "default": 0.1,
      "why": "alpha = 0.1 K: who has met many values meets more."
    },
    "discountPrior": {
      "default": 0.5,
      "why": "d of an entity without history, with the weight of two values."
    },
    "alonePrior": {
      "default": 0.1,
      "why": "Of the first sights of an unknown entity, those that no peer has, with the weight of two values."
    },
    "filterDays": {
      "default": 180,
      "why": "A filter of older values is renewed after half a year, or when it holds 64."
    }
  },
  "inputs": [
    "value",
    "count",
    "fewer",
    "same",
    "draws",
    "distinct",
    "singles",
    "alone",
    "share",
    "members",
    "tests",
    "total"
  ],
  "bytesPerState": 425,
  "failures": [
    "Values that are new every time (session ids) have d near 1 and are silent, rightly.",
    "A machine shared by many shows the habits of all of them.",
    "The filter of older values takes one new value in forty for an old one."
  ]
};
