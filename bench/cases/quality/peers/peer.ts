/** The points of one series in order of time, each with one or more numbers. */
export type Series = readonly (readonly number[])[];

/** Another way to score the same series, in the same run. Causal: the score of a point rests on the points before it. Higher is odder. */
export interface Peer {
  readonly name: string;
  scores(all: readonly Series[]): number[][];
}
