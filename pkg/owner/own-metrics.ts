import { watchClosed } from '../engine/closed-hours';
import type { EngineStatus } from '../engine/engine';
import type { Habitus } from './habitus';

/** Seconds: an hour of a small organisation closes in tens of milliseconds. */
const HOUR_BOUNDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** Adds what store and engine have to say of themselves to the collector's metrics. @returns ends it */
export function addOwnMetrics({ namespace, store, engine, pseudonyms, collector: { telemetry } }: Habitus): () => void {
  const done = { buckets: 0, anomalies: 0 };
  const seconds = telemetry.distribution('habitus.engine.hour.duration', 's', 'What closing an hour took: counting, scoring, learning, writing.', HOUR_BOUNDS);
  telemetry.add(
    {
      name: 'habitus.events',
      kind: 'updown',
      unit: '{event}',
      what: 'Events in the store.',
      read: async () => [[(await store.events.extent()).count]],
    },
    { name: 'habitus.engine.buckets', kind: 'counter', unit: '{hour}', what: 'Hours closed: scored, then learnt.', read: () => [[done.buckets]] },
    { name: 'habitus.engine.anomalies', kind: 'counter', unit: '{anomaly}', what: 'Anomalies of the hours closed.', read: () => [[done.anomalies]] },
    {
      name: 'habitus.engine.epoch',
      kind: 'gauge',
      unit: '1',
      what: 'Number of the epoch in force.',
      read: async () => [[(await engine.status()).epoch]],
    },
    {
      name: 'habitus.engine.watermark',
      kind: 'gauge',
      unit: 's',
      what: 'Everything before it is scored: seconds since 1970.',
      read: async () => {
        const { watermark } = await engine.status();
        return watermark === undefined ? [] : [[watermark / 1_000]];
      },
    },
    {
      name: 'habitus.engine.entities',
      kind: 'updown',
      unit: '{entity}',
      what: 'Entities that have a baseline.',
      read: async () => Object.entries((await engine.status()).entities).map(([type, count]) => [count, { type }] as const),
    },
    {
      name: 'habitus.engine.failing',
      kind: 'gauge',
      unit: '1',
      what: '1 while rounds of the live engine fail.',
      read: async () => [[(await engine.status()).trouble === undefined ? 0 : 1]],
    }
  );
  telemetry.add(
    {
      name: 'habitus.scoring_service.observations',
      kind: 'counter',
      unit: '{observation}',
      what: 'Observations for the scoring service, by what became of them; only answered ones have a score of it.',
      read: async () => outcomesOf(await engine.status()),
    },
    {
      name: 'habitus.scoring_service.failing',
      kind: 'gauge',
      unit: '1',
      what: '1 while observations of the newest hour got no answer of the scoring service.',
      read: async () => {
        const { asked } = await engine.status();
        return asked === undefined ? [] : [[asked.trouble === undefined ? 0 : 1]];
      },
    }
  );
  if (pseudonyms !== undefined) {
    telemetry.add({
      name: 'habitus.reveals.limited',
      kind: 'counter',
      unit: '{attempt}',
      what: 'Attempts to be told an original beyond ten a minute of one caller.',
      read: () => [[pseudonyms.reveals.limited]],
    });
  }
  return watchClosed((hours) => {
    if (hours.namespace !== namespace) return;
    done.buckets += hours.buckets;
    done.anomalies += hours.anomalies;
    seconds.record(hours.seconds / hours.buckets);
  });
}

const OUTCOMES = ['answered', 'missing', 'refused', 'failed', 'paused', 'tooLarge', 'abandoned', 'old', 'unattached'] as const;

function outcomesOf({ asked }: EngineStatus): (readonly [number, { readonly outcome: string }])[] {
  return asked === undefined ? [] : OUTCOMES.map((outcome) => [asked.counts[outcome], { outcome }] as const);
}
