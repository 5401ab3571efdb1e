import { LRUCache } from 'lru-cache';
import type { Anomaly } from '../../model';
import type { Habitus } from '../../owner/habitus';
import { oddsInWords } from '../../score/odds';

export type OddsOf = (habitus: Habitus, anomaly: Anomaly) => Promise<string>;

const REMEMBERED = 10_000;

/** How rare an anomaly is in words. What its receipt rested on is read once: a closed anomaly never changes. */
export function rememberingOdds(): OddsOf {
  const samples = new LRUCache<string, number>({ max: REMEMBERED });
  return async ({ store }, anomaly) => {
    const known = anomaly.closed ? samples.get(anomaly.id) : undefined;
    const sample = known ?? (await store.findings.receipt(anomaly.receipt))?.sample ?? 1;
    if (anomaly.closed) samples.set(anomaly.id, sample);
    return oddsInWords(-anomaly.minusLog10P * Math.LN10, sample);
  };
}
