// Made from detector.yaml by scripts/generate-detectors.ts.
import type { DetectorMeta } from '../detector';

export const META: DetectorMeta = {
  "name": "zscore",
  "version": 2,
  "question": "Is this value far from this entity's mean?",
  "formula": "z = (y - m) / max(s, least),  log p = log of the normal tail beyond z (two-sided where both tails are unusual)\nd = y - m,  m += a d,  s^2 = (1 - a) (s^2 + a d^2),  a = 1 / n until the half-life of 14 days takes over\nleast = 0.5 of counts; of magnitudes and single values, which have any unit, m / 100\nfor counts m and s^2 are mixed with the peers' (mean, and mean + D mean^2) as if those were 3 observations\n",
  "judges": [
    "count",
    "magnitude",
    "single"
  ],
  "tails": [
    "upper",
    "lower",
    "both"
  ],
  "parameters": {
    "halfLifeDays": {
      "default": 14,
      "why": "Two weeks hold two of every weekday."
    },
    "peerObservations": {
      "default": 3,
      "why": "A new entity is held against its peers, for a few buckets only. Not for magnitudes: peers are known by counts."
    },
    "leastSd": {
      "default": 0.5,
      "why": "Of counts. Counts come in ones: below it every event of a silent entity is an alarm."
    },
    "leastShare": {
      "default": 0.01,
      "why": "Of anything else, as a share of the mean: a gauge that moves by less than a hundredth of itself did not move."
    }
  },
  "inputs": [
    "count",
    "mean",
    "variance",
    "members",
    "peerRate",
    "peerDispersion"
  ],
  "bytesPerState": 28,
  "failures": [
    "Counts are skewed and sparse, so its p is not a probability before equalising (116 to 119 times too many below 1e-4 in statistics.md).",
    "Every Monday morning: it knows no hours.",
    "One outlier widens the deviation for a half-life and hides the next.",
    "A new entity without peers is not judged for three observations.",
    "Amounts that differ by factors (bytes, money) are skewed: every large file is far from the mean. value-tail knows better."
  ]
};
