/** One thing that a soak looked at, as `npm run soak -- --json` prints it beside the soak's name. */
export interface Check {
  readonly check: string;
  readonly value: number;
  readonly unit: string;
  /** What it may be at most. */
  readonly most: number;
}

/** What `bench/soak/<name>/run.ts` exports as `run`. @param rounds how often, where it is about rounds */
export type RunSoak = (rounds: number | undefined) => Promise<Check[]>;
