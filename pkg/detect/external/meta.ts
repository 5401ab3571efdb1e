// Made from detector.yaml by scripts/generate-detectors.ts.
import type { DetectorMeta } from '../detector';

export const META: DetectorMeta = {
  "name": "external",
  "version": 1,
  "question": "How improbable does a scoring service call what was observed?",
  "formula": "asked when the hour is closed, of what was observed in it and not of silence\nlog p  = log( max(p, 4.9e-324) )    p: the answer of the service, from 0 to 1\nno answer: no finding\n",
  "judges": [
    "count",
    "magnitude",
    "values",
    "ordered",
    "single"
  ],
  "tails": [
    "upper",
    "lower",
    "both"
  ],
  "asked": true,
  "parameters": {
    "attempts": {
      "default": 3,
      "why": "What failed for a moment may be well the next; what fails three times is left."
    },
    "failures": {
      "default": 5,
      "why": "Requests in a row that failed after all attempts: then the service is left alone for a while."
    },
    "pauseSeconds": {
      "default": 60,
      "why": "The first pause; each that follows without a success between is twice as long, up to 15 minutes."
    }
  },
  "inputs": [
    "p"
  ],
  "bytesPerState": 8,
  "failures": [
    "What the service answers is an input. `habitus verify` computes everything after it again, but not the answer itself; it says so.",
    "The service calls what it likes improbable. Its p mean something only after the equaliser, which needs 1,000 answers for a feature before anything is called rarer than 1 in 1,000.",
    "It is asked once. What was not answered in time (see docs/external-scores.md for the limits) has no finding of it for ever, and is counted.",
    "A service that changes its model in between is one more sample of the same equaliser, until the older ones have faded."
  ]
};
