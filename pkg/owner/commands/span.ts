import type { EntityRef, Millis } from '../../model';

/** Which anomalies: of a span of time, of one entity, from a score. */
export interface AnomalyArgs {
  readonly since?: Millis;
  readonly until?: Millis;
  readonly entity?: EntityRef;
  readonly minScore?: number;
  readonly limit: number;
}

/** The last moment that both JavaScript and every store can name. */
const END_OF_TIME: Millis = 8.64e15;

/** As a store's query: no bound is all of time. */
export function span({ since = 0, until = END_OF_TIME }: Pick<AnomalyArgs, 'since' | 'until'>): { from: Millis; to: Millis } {
  return { from: since, to: until };
}
