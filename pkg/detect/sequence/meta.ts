// Made from detector.yaml by scripts/generate-detectors.ts.
import type { DetectorMeta } from '../detector';

export const META: DetectorMeta = {
  "name": "sequence",
  "version": 2,
  "question": "Does it do such things in such an order, and at such a pace?",
  "formula": "steps in blocks of fifty; of a block:\n  bits   = mean of -log2 P(step | step before)\n  P(v|u) = (n(u,v) + T(u) P(v)) / (n(u) + T(u)),  P(v) = (n(v) + T B(v)) / (n + T)        n: decayed counts, half-life 30 days; T: how many different ones\n  B(v)   = 2^-(10 - 5 share of the peers that do v)                                       Witten and Bell's back-off\n  haste  = mean of |ln(1 + seconds to the next) - its mean| / its deviation\nz        = (bits - mean) / deviation of this entity's blocks, and the same of haste; deviation times sqrt(1 + 8 / blocks), more for short blocks\ns        = sum of -ln of the tails of Student's t with 4 degrees of freedom beyond each z, of haste on either side (too even is unusual too), k of them\nlog p    = log of the tail beyond s / c of a gamma law of shape k / c,  c = 1 + (k - 1) / 2 (Brown 1975); Sidak over the blocks of the bucket\n",
  "judges": [
    "ordered"
  ],
  "tails": [
    "upper"
  ],
  "parameters": {
    "block": {
      "default": 50,
      "why": "Long enough for a mean, short enough to name an intruder within minutes of a shell."
    },
    "leastBlocks": {
      "default": 5,
      "why": "Before, nothing is known of how blocks differ."
    },
    "leastInBlock": {
      "default": 5,
      "why": "Of fewer steps no order can be told: they are learnt and not judged."
    },
    "leastSteps": {
      "default": 250,
      "why": "Steps before blocks are measured: what surprised since all was new would widen every limit for months."
    },
    "halfLifeDays": {
      "default": 30,
      "why": "As rarity."
    },
    "leastWeight": {
      "default": 0.02,
      "why": "Moments remember about fifty blocks."
    },
    "cut": {
      "default": 4,
      "why": "Deviations at which a block is learnt: one masquerade hides no second."
    },
    "doubt": {
      "default": 8,
      "why": "As shape: the deviation of few blocks is not known."
    },
    "dependence": {
      "default": 0.5,
      "why": "As shape: who does other things does them at another pace."
    },
    "strangeBits": {
      "default": 10,
      "why": "Surprise of a step that neither the entity nor a peer ever did: one in a thousand."
    },
    "commonBits": {
      "default": 5,
      "why": "The same of one that every peer does."
    }
  },
  "inputs": [
    "steps",
    "bits",
    "blocks",
    "mean",
    "deviation",
    "haste",
    "hasteMean",
    "hasteDeviation",
    "tests",
    "from",
    "step",
    "strangest",
    "gap",
    "gapMean"
  ],
  "bytesPerState": 5732,
  "failures": [
    "It remembers 128 different steps and 512 pairs an entity; rarer ones make room. Steps should be words (a command, a page), not whole lines.",
    "A new project looks like another person for some dozen blocks.",
    "Scripts that repeat themselves are so steady that any change surprises; rightly, but often.",
    "Of a bucket the first 256 steps are judged. How many more there were is counted, and shown by `features try`.",
    "Of fewer than five steps in a bucket nothing is said.",
    "A list of steps is judged when its hour closes, not while it fills."
  ]
};
