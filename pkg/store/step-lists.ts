import type { EntityType, Millis, Ordered, Step } from '../model';

/** Steps of a list: five blocks of the detector `sequence`. */
const MOST_STEPS = 256;
/** Letters of a step: it should be a word, not a whole line. */
const MOST_LETTERS = 256;
/** Different values whose text is kept once for all lists. */
const MOST_KNOWN = 50_000;

export interface StepRow extends Step {
  /** Start of its bucket. */
  readonly start: Millis;
  readonly entity: string;
}

/** Lists of one bucket as every store bounds them. Steps are added in order. Held: at most 256 steps an entity. */
export class StepLists {
  private readonly lists = new Map<string, { readonly steps: Step[]; beyond: number }>();

  /** @param known the texts met so far, to be shared by the lists of a query */
  public constructor(private readonly known = new Map<string, string>()) {}

  public add(entity: string, at: Millis, value: string): void {
    const list = this.of(entity);
    if (list.steps.length < MOST_STEPS) list.steps.push({ at, value: this.textOf(value) });
    else list.beyond += 1;
  }

  /** More of an entity's steps that another store left out already. */
  public addBeyond(entity: string, beyond: number): void {
    this.of(entity).beyond += beyond;
  }

  /** In order of the entities' bytes. */
  public *observations(type: EntityType, start: Millis, width: Millis): Generator<Ordered> {
    const entities = [...this.lists].map(([id, list]) => ({ id, list, bytes: Buffer.from(id) }));
    for (const { id, list } of entities.sort((a, b) => Buffer.compare(a.bytes, b.bytes))) {
      yield { kind: 'ordered', entity: { type, id }, start, width, ...list };
    }
  }

  private of(entity: string): { readonly steps: Step[]; beyond: number } {
    let list = this.lists.get(entity);
    if (list === undefined) this.lists.set(entity, (list = { steps: [], beyond: 0 }));
    return list;
  }

  private textOf(value: string): string {
    const known = this.known.get(value);
    if (known !== undefined) return known;
    const text = value.length <= MOST_LETTERS ? value : value.slice(0, MOST_LETTERS).replace(/[\uD800-\uDBFF]$/, '');
    if (this.known.size < MOST_KNOWN) this.known.set(value, text);
    return text;
  }
}

/** Observations in order of bucket, then entity, of rows in order of time, then id, then value. One bucket is held at a time. */
export async function* stepLists(rows: AsyncIterable<StepRow>, type: EntityType, width: Millis): AsyncGenerator<Ordered> {
  const known = new Map<string, string>();
  let [bucket, lists] = [NaN, new StepLists(known)];
  for await (const { start, entity, at, value } of rows) {
    if (start !== bucket) {
      yield* lists.observations(type, bucket, width);
      [bucket, lists] = [start, new StepLists(known)];
    }
    lists.add(entity, at, value);
  }
  yield* lists.observations(type, bucket, width);
}
