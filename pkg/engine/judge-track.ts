import { detectorNamed } from '../detect/registry';
import type { Detector, StateBlock } from '../detect/detector';
import type { Observation } from '../model';
import { Equaliser } from '../score/equaliser';
import { SurpriseHistogram, type StoredHistogram } from '../score/histogram';

/** One detector at work on one feature: its states, what it said since the epoch was cut, and the equaliser of the epoch. */
export class JudgeTrack {
  public readonly detector: Detector<unknown>;
  public block: StateBlock<unknown>;
  public histogram = new SurpriseHistogram();
  public equaliser: Equaliser = new Equaliser({ n: 0, bins: [] });

  /** Observations that the detector's law has no word for, since this process began: passed by, neither judged nor learnt. */
  public unjudged = 0;

  public constructor(public readonly name: string) {
    this.detector = detectorNamed(name);
    this.block = this.detector.blocks.empty(16);
  }

  public accepts(obs: Observation): boolean {
    return this.detector.accepts?.(obs) ?? true;
  }

  public restore(block: Uint8Array, histogram: StoredHistogram): void {
    this.block = this.detector.blocks.restore(block);
    this.histogram = SurpriseHistogram.from(histogram);
  }
}
