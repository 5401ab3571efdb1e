// Made from detector.yaml by scripts/generate-detectors.ts.
import type { DetectorMeta } from '../detector';

export const META: DetectorMeta = {
  "name": "population",
  "version": 2,
  "question": "How improbable is it that so many different ones do this at once?",
  "formula": "rate  = (A + k near + s + k0 peer) / (W + k + s / near + k0)       as count-tail, but\n        k = min(k1, n), k0 = min(k0 there, n),  n = (1 / near + D) / t2     what an hour with many in it needs of the hours around it\nmu    = level * rate * share of the hour, never more than N - 1/2\nN     = how many are known of what is counted (users, addresses, hosts), as the epoch holds it; no bound below 20 or above 20,000\nD     = (sum(w ((y - mu)^2 - mu)) + n0 D_peers) / (sum(w mu^2 / (1 + doubt)) + n0) + 1 / N, between 0.001 and 20;  w = (W / (1 + W))^2\ne     = doubt + D                                   relative variance of the share that does it; doubt: of what is not known yet\nlog p = log( P(Y > y) + P(Y = y) / 2 )\n        Y ~ BetaBinomial(N, a, b),  a = (1 - mu / N) / e - mu / N,  b = a (N - mu) / mu;  Var(Y) = mu (1 - mu / N) + e mu^2 (1 - 1 / N)\n        Y ~ NegativeBinomial(mu, 1 / e) where there is no bound\n",
  "judges": [
    "count"
  ],
  "tails": [
    "upper",
    "lower",
    "both"
  ],
  "keeps": 0.5,
  "parameters": {
    "between": {
      "default": 0.05,
      "why": "t2, relative variance of an hour's rate about that of the hours around it. With count-tail's fixed two weeks the start and the end of a working day of 2,000 people are missed by hundreds each day, which widens the law of all hours."
    },
    "leastKnown": {
      "default": 20,
      "why": "N of a population so small, or met this morning, is no bound: many more may come before the next epoch."
    },
    "mostKnown": {
      "default": 20000,
      "why": "Beyond it the bound changes nothing that is measurable, and the tail would cost a term for each of them."
    },
    "dispersionLeast": {
      "default": 0.001,
      "why": "The rise of a whole organisation is a few standard deviations of many independent people. count-tail's least, 0.01, is made for one of them: of 1,000 who are at work at once it lets pass 354 more unremarked, this 119."
    },
    "dispersionCut": {
      "default": 6,
      "why": "Standard deviations (and 3) beyond which the over-dispersion does not follow, where count-tail's follows to 40: an hour of stolen passwords, minute by minute, would otherwise hide the next one for weeks. In buckets narrower than an hour 3 (and 1), as count-tail: with 6 (and 3) the average precision of minutes of two simulated months of sign-ins was .71 and .89, with 3 it is .87 and .90."
    },
    "dispersionMost": {
      "default": 20,
      "why": "As count-tail."
    },
    "dispersionPrior": {
      "default": 10,
      "why": "As count-tail."
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
    "known"
  ],
  "bytesPerState": 730,
  "failures": [
    "It counts different ones. Whoever does more of the same is a matter of count-tail on their own counts.",
    "Names that are made up for the attack become known themselves, from the next epoch on. N only bounds the law, so that they widen it and hide nothing.",
    "A holiday that no calendar names is a rise for an on-call team and a fall for everybody else.",
    "Who is known is counted over the whole namespace. A source that is heard of by one department only is bounded by all of them."
  ]
};
