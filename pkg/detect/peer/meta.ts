// Made from detector.yaml by scripts/generate-detectors.ts.
import type { DetectorMeta } from '../detector';

export const META: DetectorMeta = {
  "name": "peer",
  "version": 1,
  "question": "How improbable is a count this high for a member of its group at this hour?",
  "formula": "m      = what a member of the group does in such a bucket, on average, at this hour of the week\nf      = (a + S) / (a + M)          its standing in the group: S its counts, M the m of its buckets, half-life 60 days\na      = 1 / between                between = spread - D, how far apart the members stand, between 0.1 and 10\nsize   = 1 / (1 / (a + S) + D)      D: over-dispersion of a member about its own mean; spread: about the group's\nlog p  = log( P(Y > y) + P(Y = y) / 2 ),  Y ~ NegativeBinomial(f m, size)\nfewer than 5 members: nothing is claimed\n",
  "judges": [
    "count"
  ],
  "tails": [
    "upper",
    "lower",
    "both"
  ],
  "parameters": {
    "halfLifeDays": {
      "default": 60,
      "why": "A standing that was long earned, a manager among clerks, is no alarm every day; one that grew week by week, each too little for its own baseline, is."
    },
    "leastMembers": {
      "default": 5,
      "why": "Of fewer each is most of its own group."
    },
    "betweenLeast": {
      "default": 0.1,
      "why": "No two people do quite the same."
    },
    "betweenMost": {
      "default": 10,
      "why": "Beyond it the group says nothing of a member."
    },
    "cut": {
      "default": 12,
      "why": "Standard deviations (and 3) of a bucket that the standing follows: one flood does not become a standing."
    },
    "unknownSpread": {
      "default": 2,
      "why": "Spread of a group whose own is not known yet, beyond the dispersion of its members."
    }
  },
  "inputs": [
    "members",
    "mean",
    "within",
    "spread",
    "seen",
    "expected"
  ],
  "bytesPerState": 24,
  "failures": [
    "Who works at other hours than the group is improbable whenever it works, each day anew. That is why it is chosen for a feature and not on by default.",
    "The group is everybody that the feature knows, itself included, so a group of a dozen hides half of what one of them does.",
    "A group of two trades (clerks and drivers) has a spread so wide that only extremes alarm."
  ]
};
