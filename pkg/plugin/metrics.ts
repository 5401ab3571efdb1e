import { Gauge, Registry } from 'prom-client';
import type { OpeningState } from './opening';

/** Prometheus text of what the backend received, lost and scored. Reasons and codes are few and known, so labels stay bounded. */
export async function metricsOf(state: OpeningState): Promise<string> {
  const registry = new Registry();
  const gauge = (name: string, help: string, labelNames: string[] = []): Gauge => new Gauge({ name, help, labelNames, registers: [registry] });
  gauge('habitus_open', 'Whether the data directory is open.').set(state.is === 'open' ? 1 : 0);
  if (state.is === 'open') {
    const { collector, engine, store } = state.habitus;
    const intake = collector.status();
    gauge('habitus_collector_received', 'Records received since the start.').set(intake.received);
    gauge('habitus_collector_accepted', 'Events stored since the start.').set(intake.accepted);
    gauge('habitus_collector_duplicates', 'Events that were stored already.').set(intake.duplicates);
    gauge('habitus_collector_late', 'Events that came after their hour was closed: kept, and not scored.').set(intake.late);
    gauge('habitus_collector_wal_bytes', 'Acknowledged and not yet in the store.').set(intake.walBytes);
    const dropped = gauge('habitus_collector_dropped', 'Records dropped on purpose.', ['reason']);
    for (const [reason, count] of Object.entries(intake.dropped)) dropped.set({ reason }, count);
    const dead = gauge('habitus_collector_dead_lettered', 'Records not understood.', ['code']);
    for (const [code, count] of Object.entries(intake.deadLettered)) dead.set({ code }, count);
    const [status, extent] = await Promise.all([engine.status(), store.events.extent()]);
    gauge('habitus_events', 'Events in the store.').set(extent.count);
    gauge('habitus_engine_epoch', 'Number of the epoch in force.').set(status.epoch);
    if (status.watermark !== undefined) gauge('habitus_engine_watermark_seconds', 'Everything before it is scored.').set(status.watermark / 1_000);
  }
  return await registry.metrics();
}
