import { HabitusError } from '../../errors';
import { readArrival } from '../../engine/arrival';
import {
  DAY,
  type Anomaly,
  type AnomalyDetail,
  type CaseMember,
  type Event,
  type Feature,
  type FeatureSummary,
  type StoredFinding,
  type Verdict,
} from '../../model';
import { eventsOf } from '../../observe';
import type { Habitus } from '../../owner/habitus';

const MOST_EVENTS = 100;
const MOST_NEAR = 100_000;
const MOST_MEMBERS = 100;

/** All that the page of one anomaly shows. @throws HabitusError HAB-CLI-003 */
export async function anomalyDetail({ store, engine, features }: Habitus, id: string): Promise<AnomalyDetail> {
  const [anomaly] = await store.findings.anomalies({ id, from: 0, to: Number.MAX_SAFE_INTEGER, limit: 1 });
  const receipt = anomaly && (await store.findings.receipt(anomaly.receipt));
  if (!anomaly || !receipt) throw new HabitusError('HAB-CLI-003', id);
  const [lead] = receipt.findings;
  const [explanation, events, arrival, verdict, members] = await Promise.all([
    engine.explain(id),
    lead ? evidence(store, features, lead) : [],
    readArrival(store.records, id),
    store.records.get<Verdict>('verdict', id),
    sameCase(store, anomaly),
  ]);
  return {
    anomaly,
    receipt,
    explanation,
    features: features.filter(({ id: each }) => receipt.findings.some((finding) => finding.feature === each)).map(summary),
    events: events.slice(0, MOST_EVENTS).map((event) => flat(event)),
    eventCount: events.length,
    ...(verdict && { verdict: verdict.value }),
    sameCase: members,
    ...(arrival && { arrival: { first: arrival.first, initialScore: arrival.initialScore } }),
  };
}

/** A case ends after six hours of quiet: one of a week is as long as any that a person follows. */
async function sameCase(store: Habitus['store'], { id, case: within, start, run }: Anomaly): Promise<CaseMember[]> {
  if (within === undefined) return [];
  const near = await store.findings.anomalies({ run, from: start - 7 * DAY, to: start + 7 * DAY, cases: [within], limit: MOST_NEAR });
  return near
    .filter((one) => one.id !== id)
    .sort((a, b) => a.start - b.start || b.score - a.score)
    .slice(0, MOST_MEMBERS)
    .map(({ id: each, entity, start: at, score, severity, reason, closed }) => ({ id: each, entity, start: at, score, severity, reason, closed }));
}

export function summary(feature: Feature): FeatureSummary {
  const { id, question, unit, entity, bucket, measure, technique } = feature;
  return { id, question, unit, entityType: entity.type, bucket, kind: measure.kind, ...(technique !== undefined && { technique }) };
}

/** The events behind a finding, oldest first. */
async function evidence(store: Habitus['store'], features: readonly Feature[], { feature: id, entity, start, width }: StoredFinding): Promise<Event[]> {
  const feature = features.find((one) => one.id === id);
  if (!feature) return [];
  const events = await store.events.find({ from: start, to: start + width, where: eventsOf(feature, entity.id), limit: 10_000 });
  return events.reverse();
}

function flat(value: unknown, prefix = '', into: Record<string, unknown> = {}): Record<string, unknown> {
  for (const [key, inner] of Object.entries(value as object)) {
    const name = prefix === '' ? key : `${prefix}.${key}`;
    if (typeof inner === 'object' && inner !== null && !Array.isArray(inner)) flat(inner, name, into);
    else into[name] = inner;
  }
  return into;
}
