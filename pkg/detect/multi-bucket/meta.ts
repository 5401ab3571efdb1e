// Made from detector.yaml by scripts/generate-detectors.ts.
import type { DetectorMeta } from '../detector';

export const META: DetectorMeta = {
  "name": "multi-bucket",
  "version": 2,
  "question": "How improbable are counts this high over the last twelve hours together?",
  "formula": "m_i   = what the slots of count-tail expected of bucket i when it came, without the level   (its state is held here too, see count-tail)\nY     = y + sum of min(y_i, mu_i + 6 sd_i + 6) over the buckets before it in the window      (y itself is not cut)\nM     = level * (m + sum m_i),  level: count-tail's as it was before the window began\nD     = (sum((Y - M)^2 - M) + n0 D0) / (sum(M^2) + n0), half-life four weeks, between 0.01 and 20\nD0    = doubt of m + D_bucket (1/2 + 1/2 sum of squares of what each piece expects / M^2)\nsize  = 1 / D                                       D holds what windows missed for any reason, the doubt of the expectation too\nlog p = log( P(Y' > Y) + P(Y' = Y) / 2 ),  Y' ~ NegativeBinomial(M, size)\nwindow: 12 pieces of an hour each; of buckets of a day, 12 days. It ends with the bucket that is judged and slides with it.\n",
  "judges": [
    "count",
    "magnitude"
  ],
  "tails": [
    "upper",
    "lower",
    "both"
  ],
  "keeps": 0.5,
  "parameters": {
    "pieces": {
      "default": 12,
      "why": "Twelve hours: half a day of working or of night, as long as the low-and-slow incidents of statistics.md section 5."
    },
    "ringCut": {
      "default": 6,
      "why": "Standard deviations (and 6) at which a count enters the window. A burst is named by count-tail in its own hour; uncut it would echo for eleven more."
    },
    "windowPrior": {
      "default": 400,
      "why": "n0: squared expected counts of windows that weigh as much as what one bucket says. With 100, one time in ten more false alarms at 80 % recall beside count-tail (two seeds)."
    },
    "lastingShare": {
      "default": 0.5,
      "why": "Of the burstiness of a bucket, what lasts for a window, until the window has shown its own."
    }
  },
  "inputs": [
    "slotCount",
    "slotExposure",
    "nearCount",
    "nearExposure",
    "peerRate",
    "level",
    "dispersion",
    "share",
    "windowSeen",
    "windowBase",
    "windowLevel",
    "windowDispersion"
  ],
  "bytesPerState": 890,
  "failures": [
    "A legitimate change of role is named for half a day longer than by count-tail: the level of the window follows twelve hours later.",
    "Buckets of a day: their doubt is large against a rise of a half. Sixteen a day where ten are usual come to p = 0.02 in twelve days.",
    "An incident of one hour is diluted by the eleven before it. It stands beside count-tail, not in its place.",
    "Neighbouring windows share eleven of twelve hours, so that its findings of one day are nearly one finding.",
    "It holds count-tail's state a second time."
  ]
};
