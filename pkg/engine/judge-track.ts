import { detectorNamed } from '../detect/registry';
import type { Context, Detector, StateBlock } from '../detect/detector';
import type { Observation } from '../model';
import { Equaliser } from '../score/equaliser';
import { SurpriseHistogram, type StoredHistogram } from '../score/histogram';

/** One detector at work on one feature: its states, what it said since the epoch was cut, and the equaliser of the epoch. */
export class JudgeTrack {
  public readonly detector: Detector<unknown>;
  /** Its p comes from elsewhere: it is no baseline. */
  public readonly asks: boolean;
  public block: StateBlock<unknown>;
  public histogram = new SurpriseHistogram();
  public equaliser: Equaliser = new Equaliser({ n: 0, bins: [] });

  /** Observations that the detector's law has no word for, or for which no answer came, since this process began: passed by, neither judged nor learnt. */
  public unjudged = 0;

  /** Of a detector that asks: what came for the hour that is closed, by observation. */
  public answerTo: (obs: Observation) => number | undefined = nothing;

  public constructor(public readonly name: string) {
    this.detector = detectorNamed(name);
    this.asks = this.detector.meta.asked === true;
    this.block = this.detector.blocks.empty(16);
  }

  public accepts(obs: Observation): boolean {
    if (this.asks && this.answerTo(obs) === undefined) return false;
    return this.detector.accepts?.(obs) ?? true;
  }

  /** An observation that is neither judged nor learnt. Nobody is asked about silence. */
  public passBy(obs: Observation): void {
    if (!this.asks || obs.kind !== 'count' || obs.value > 0) this.unjudged++;
  }

  /** The context, with what came for the observation. */
  public contextFor(obs: Observation, context: Context): Context {
    const answer = this.asks ? this.answerTo(obs) : undefined;
    return answer === undefined ? context : { ...context, answer };
  }

  public restore(block: Uint8Array, histogram: StoredHistogram): void {
    this.block = this.detector.blocks.restore(block);
    this.histogram = SurpriseHistogram.from(histogram);
  }
}

function nothing(): undefined {
  return undefined;
}
