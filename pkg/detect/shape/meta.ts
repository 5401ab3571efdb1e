// Made from detector.yaml by scripts/generate-detectors.ts.
import type { DetectorMeta } from '../detector';

export const META: DetectorMeta = {
  "name": "shape",
  "version": 1,
  "question": "Does a dense series go on as its recent shape says?",
  "formula": "three views of what a value x should be:\n  level = the usual value, exponentially weighted          same = median of the same time of the last three days (of days: the same weekday)\n  last  = the value before\nscale of a view = its typical miss: exponentially weighted mean of |x - view|, times sqrt(pi / 2), cut at 4 scales, half-life 14 days\nz_view = (x - view) / (scale sqrt(1 + 8 / n))                                    n: values so far\np_view = tail of Student's t with 4 degrees of freedom beyond z_view (two-sided where both tails are unusual)\ns      = sum of -ln p_view over the k views that know anything\nlog p  = log of the tail beyond s / c of a gamma law of shape k / c,  c = 1 + (k - 1) / 2          (Brown 1975: tests that depend on each other)\nexpected and interval: of level or same, whichever misses less\nfree of unit and offset: a x + b for every x, a > 0, gives the same p\n",
  "judges": [
    "magnitude",
    "count"
  ],
  "tails": [
    "upper",
    "lower",
    "both"
  ],
  "parameters": {
    "halfLifeDays": {
      "default": 14,
      "why": "As zscore: two weeks hold two of every weekday."
    },
    "cut": {
      "default": 4,
      "why": "Scales at which a miss is learnt: one spike must not hide the next."
    },
    "trusted": {
      "default": 10,
      "why": "Misses before the cut begins: the first values set the scale."
    },
    "sameTimes": {
      "default": 3,
      "why": "Days whose same time is looked at: the median of three withstands one bad day."
    },
    "doubt": {
      "default": 8,
      "why": "The scale of few values is not known: after three it counts 1.9 times, after a day of hours 1.15 times."
    },
    "degrees": {
      "default": 4,
      "why": "Telemetry has bursts: a normal tail calls each of them an alarm."
    },
    "dependence": {
      "default": 0.5,
      "why": "Correlation of the surprises of two views, for Brown. On null data .3 to .7; the equaliser settles the rest."
    },
    "resolution": {
      "default": 0.000001,
      "why": "Of the value: what numbers written as text do not resolve is no miss."
    }
  },
  "inputs": [
    "values",
    "level",
    "levelScale",
    "same",
    "sameScale",
    "last",
    "lastScale"
  ],
  "bytesPerState": 1252,
  "failures": [
    "Made for dense series. Of sparse counts every event after a long silence is a surprise; count-tail knows better.",
    "It knows days, not weeks (unless buckets are days). A series that rests at weekends surprises it on Saturdays, until the misses of weekends have widened its scales.",
    "Buckets below a quarter of an hour are compared with the mean of a quarter of an hour of the days before.",
    "A change of level is dull for `last` at once, for `same` after two days, for `level` after weeks.",
    "Days are of 24 hours in UTC. When the clocks change, three days are compared with a time an hour off."
  ]
};
