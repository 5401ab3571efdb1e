// Made from detector.yaml by scripts/generate-detectors.ts.
import type { DetectorMeta } from '../detector';

export const META: DetectorMeta = {
  "name": "travel",
  "version": 1,
  "question": "Could one person have been at both places?",
  "formula": "values are places, latitude and longitude: 48.2,16.4\njump     = distance >= 300 km and distance > 900 km/h * time             time: from the start of the one bucket to the end of the other, at least a minute\ndistance = haversine, from the last place, or between two places of one bucket\nP(jump)  = (J + 0.5) / (n + 10)                                          n sights of this entity, J of them jumps, half-life of 30 days\np place  = rarity's p of the place: for this entity, and by how many of its peers are seen there\nlog p    = log P(jump) + log p place, by Sidak over the places of the bucket;  0 (p = 1) without a jump\n",
  "judges": [
    "values"
  ],
  "tails": [
    "upper"
  ],
  "parameters": {
    "leastKm": {
      "default": 300,
      "why": "The place of an address is often the seat of its provider: within a country of Central Europe nothing is certain."
    },
    "fastestKmAnHour": {
      "default": 900,
      "why": "An airliner, statistics.md row 21."
    },
    "leastMinutes": {
      "default": 1,
      "why": "Two events of one second are not infinitely fast: clocks differ."
    },
    "jumpsPrior": {
      "default": 0.5,
      "why": "Half a jump in ten sights, until the entity has a habit of its own."
    },
    "movesPrior": {
      "default": 10,
      "why": "See jumpsPrior."
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
    "total",
    "kilometres",
    "minutes",
    "moves",
    "jumps"
  ],
  "bytesPerState": 457,
  "failures": [
    "A VPN or a mobile network puts its user elsewhere. Who uses it often, or whose colleagues do, is not alarmed; who does for the first time is.",
    "Of several places in one bucket the order is not known; with buckets of a minute that matters little.",
    "A shared account shows the journeys of all that use it.",
    "Places nearer than 300 km are one place to it.",
    "It speaks of jumps alone. Where one sight in 600 is a jump, no more than those can be called one in a hundred, and that level is claimed by fewer hours than it says; one in a thousand and rarer hold."
  ]
};
