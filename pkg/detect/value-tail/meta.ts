// Made from detector.yaml by scripts/generate-detectors.ts.
import type { DetectorMeta } from '../detector';

export const META: DetectorMeta = {
  "name": "value-tail",
  "version": 1,
  "question": "How improbable is a value this large for this entity and its peers?",
  "formula": "x        = ln(1 + value): values differ by factors\nlocation = (k p + n m) / (n + k)                       n, m: weight and mean of the entity's own values, half-life 30 days; p: the peers' mean\nk        = spread within a peer / spread between peers, between 0.5 and 20; 0 while no peers are known\ns^2      = (4 q + S + min(n k / (n + k) (m - p)^2, between)) / (n + 4)        S: own squared distances; q: the peers' spread, 1.5^2 without peers\nt        = (x - location) / max(0.1, s sqrt(1 + 1 / max(1, n + k)))\nlog p    = log of Student's tail beyond t with min(12, n + 4) degrees of freedom (two-sided where both tails are unusual)\nlearnt: x cut at four scales from the location\n",
  "judges": [
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
      "default": 30,
      "why": "Two months of payments or of daily sums carry three quarters of the weight."
    },
    "spreadWeight": {
      "default": 4,
      "why": "Values that the peers' spread weighs: after a dozen the entity's own decides."
    },
    "loneSpread": {
      "default": 1.5,
      "why": "Spread while nobody is known: a factor of 4.5 either way, so that the second value of an entity is no alarm."
    },
    "leastSpread": {
      "default": 0.1,
      "why": "Who always pays the same is not alarmed by ten per cent more."
    },
    "peersLeast": {
      "default": 0.5,
      "why": "The least that the peers' mean weighs, in values."
    },
    "peersMost": {
      "default": 20,
      "why": "The most: a group in which all are alike does not silence an entity of its own kind for ever."
    },
    "mostDegrees": {
      "default": 12,
      "why": "Amounts are not quite log-normal: with more degrees the far tail would claim what no history bears out."
    },
    "cut": {
      "default": 4,
      "why": "Scales at which a value is learnt: one transfer of a thousand times the usual must not hide the next."
    }
  },
  "inputs": [
    "weight",
    "mean",
    "squares",
    "largest",
    "members",
    "peerMean",
    "peerBetween",
    "peerWithin"
  ],
  "bytesPerState": 48,
  "failures": [
    "It knows no hours: a sum that is large every Monday is judged with all others. seasonal-zscore or count-tail know hours.",
    "Two kinds of values in one feature (fees and salaries) look like one wide law: the larger kind is dull, and so is an outlier of the smaller.",
    "Zero and one are near each other and near nothing else: money in minor units, not in thousands.",
    "Peers are used where the context has the logarithms of their values; where it has not, an entity starts with a factor of 4.5 either way."
  ]
};
