// Made from detector.yaml by scripts/generate-detectors.ts.
import type { DetectorMeta } from '../detector';

export const META: DetectorMeta = {
  "name": "seasonal-zscore",
  "version": 2,
  "question": "Is this value far from this entity's mean for this hour of the week?",
  "formula": "z = (y - m) / max(s, least),  log p = log of the normal tail beyond z (two-sided where both tails are unusual)\nm = (n m_h + m_0) / (n + 1),  s^2 = (n s_h^2 + s_0^2) / (n + 1)    m_h, s_h^2: weighted mean and variance of this hour of week, n values\nleast = 0.5 of counts; of magnitudes and single values, which have any unit, m / 100\nm_0, s_0^2 = those over all hours, for counts mixed with the peers' at this hour as if the peers were 24 values\nupdate: d = y - m_h,  m_h += a d,  s_h^2 = (1 - a) (s_h^2 + a d^2),  a = 1 / n until the half-life of 6 visits takes over\n",
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
    "slotHalfLifeVisits": {
      "default": 6,
      "why": "Six weeks of one hour of the week."
    },
    "allHalfLifeDays": {
      "default": 14,
      "why": "As zscore."
    },
    "slotPrior": {
      "default": 1,
      "why": "An hour met once is not yet a habit; two weeks make one."
    },
    "peerPrior": {
      "default": 24,
      "why": "After a day the entity is held against itself."
    },
    "leastSd": {
      "default": 0.5,
      "why": "Of counts. With no floor it is unusable: most hours of most people are empty (statistics.md 4.4)."
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
    "allCount",
    "allMean",
    "allVariance",
    "members",
    "peerMean",
    "peerDispersion"
  ],
  "bytesPerState": 1708,
  "failures": [
    "Four to eight values a cell and a normal law on counts (101 to 106 times too many below 1e-4 in statistics.md); trusted after equalising only.",
    "A journey or daylight saving shifts every cell.",
    "A new entity without peers is not judged for three observations.",
    "Amounts that differ by factors (bytes, money) are skewed: every large file is far from the mean. value-tail knows better."
  ]
};
