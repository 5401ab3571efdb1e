// Made from detector.yaml by scripts/generate-detectors.ts.
import type { DetectorMeta } from '../detector';

export const META: DetectorMeta = {
  "name": "count-tail",
  "version": 2,
  "question": "How improbable is a count this high now, for this entity and its peers?",
  "formula": "rate  = (A + k1 near + s + k0 peer) / (W + k1 + s / near + k0)     A, W: decayed counts and visits of this hour of the week\nnear  = the hours before, of and after it on all days of its type, weighted 1/4, 1/2, 1/4\npeer  = the peers' share of the week at this hour, times the entity's own mean hour (the peers' mean while it is new)\nmu    = level * rate * share of the hour            level = (c + sum y) / (c + sum rate), half-life 72 h\nD     = (sum((y - mu)^2 - mu) + n0 D_peers) / (sum(mu^2 / (1 + doubt)) + n0), between 0.01 and 20\nsize  = 1 / (doubt + D)                             doubt = 1 / the counts behind the rate\nlog p = log( P(Y > y) + P(Y = y) / 2 ),  Y ~ NegativeBinomial(mu, size)\n",
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
    "weeklyKeep": {
      "default": 0.9,
      "why": "Kept of a slot from one week to the next: a half-life of 6.6 weeks, about 10 weeks of memory."
    },
    "neighbourWeeks": {
      "default": 2,
      "why": "k1, what the neighbouring hours weigh. Without them the ablation of statistics.md section 5 has three times the false positives at half recall."
    },
    "neighbourShape": {
      "default": 1,
      "why": "s, the least shape of the neighbours' prior: six weeks without a burst at one hour do not prove that none can come then. False positives at half recall fell from 4.8 to 3.7 per 1,000 entity-days (two seeds of 1,000 entities)."
    },
    "peerWeeks": {
      "default": 0.5,
      "why": "k0, what the peers weigh beside the neighbours."
    },
    "peerHours": {
      "default": 24,
      "why": "Hours of own history that weigh as much as the peers' mean: after a day the level is mostly its own."
    },
    "levelPrior": {
      "default": 20,
      "why": "c, events that the fast level needs before it believes in a change. With 5, two quiet days halved the level of bursty services."
    },
    "levelHalfLifeHours": {
      "default": 72,
      "why": "A change of role or a holiday week is followed within days, a burst is not."
    },
    "dispersionPrior": {
      "default": 10,
      "why": "n0: squared expected counts that weigh as much as the peers' over-dispersion."
    },
    "dispersionHalfLifeHours": {
      "default": 672,
      "why": "Four weeks."
    },
    "levelCut": {
      "default": 12,
      "why": "Standard deviations (and 3) beyond which the level does not follow: one flood does not raise what is expected for days."
    },
    "floodCut": {
      "default": 40,
      "why": "Standard deviations (and 10) beyond which slot and dispersion of an hour or a day do not follow: a flood of 50,000 would otherwise raise every hour of the week. The slot of narrower buckets follows as far as the level."
    },
    "burstCut": {
      "default": 3,
      "why": "Standard deviations (and 1) beyond which the dispersion of buckets narrower than an hour does not follow. One guessing attack fills several minutes, and each taught that attacks are usual: with 40 (and 10) the average precision of minutes of two simulated months of sign-ins was .65 and .81, with 3 it is .89 and .93. In hours the same cut hides who is bursty by nature: false positives at half recall rose from 4.9 to 11.3 per 1,000 entity-days."
    },
    "dispersionLeast": {
      "default": 0.01,
      "why": "People are never quite Poisson."
    },
    "dispersionMost": {
      "default": 20,
      "why": "Beyond it the tail is so heavy that nothing alarms. Taken when nobody is known."
    },
    "loneRate": {
      "default": 1,
      "why": "Mean count of an hour while nobody is known, held for one hour of pseudo-exposure."
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
    "share"
  ],
  "bytesPerState": 730,
  "failures": [
    "A sharp weekly job is spread over its neighbouring hours for two to three weeks.",
    "A magnitude that is far from whole numbers is judged by the whole number next to it.",
    "With `zero: skip`, hours without observation are assumed to fall evenly over the week.",
    "Buckets of a day keep one slot a day of week and know the peers' mean, not their week."
  ]
};
