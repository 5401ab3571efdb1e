/** One number that a case measured, as `npm run bench -- --json` prints it beside the case's name. */
export interface Metric {
  readonly metric: string;
  readonly value: number;
  readonly unit: string;
  /** What is to be reached. */
  readonly goal: number;
  readonly met: boolean;
  /** Who did the same in the same run, and how well. */
  readonly peer?: string;
  readonly peerValue?: number;
  readonly ratio?: number;
  /** How many cores the measured part could use. Default: all of the machine. */
  readonly cores?: number;
  /** How often it was measured; `value` is the median, `spread` the least and the most. */
  readonly runs?: number;
  readonly spread?: readonly [least: number, most: number];
  /** Of the generated input. */
  readonly seed?: number;
}

/** What `bench/cases/<name>/run.ts` exports as `run`. */
export type RunCase = () => Promise<Metric[]>;
