import type { Ordered } from '../model';
import { packSteps, type PackedSteps } from '../store/encoding/steps';
import type { RollUp } from '../store/store';

type Stored = NonNullable<RollUp['steps']>;

/** The lists of one roll-up as its buckets are judged: packed, each different word of the day once. */
export class DayOfSteps {
  private readonly places: Map<string, number>;
  private readonly lists: (PackedSteps & { readonly bucket: number })[];

  /** @param stored what an earlier process left unfinished */
  public constructor({ words, lists }: Stored = { words: [], lists: [] }) {
    this.places = new Map(words.map((word, place) => [word, place]));
    this.lists = [...lists];
  }

  public add(bucket: number, obs: Ordered): void {
    this.lists.push({ bucket, ...packSteps(obs, this.places) });
  }

  public whole(): Stored {
    return { words: [...this.places.keys()], lists: [...this.lists] };
  }
}
