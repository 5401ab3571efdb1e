import { hash } from 'node:crypto';
import { amountOf } from '../detect/guards';
import { explainFinding } from '../detect/registry';
import { HOUR, entityKey, type Anomaly, type Millis, type Receipt, type StoredFinding } from '../model';
import { scoreOf, severityOf } from '../score/severity';
import { digestOf } from './digest';
import type { Judged } from './feature-track';
import type { EntityHour } from './pass';

export const LEAST_SCORE = 30;
const STORED_BELOW = Math.log(0.01);

export interface Place {
  readonly namespace: string;
  readonly run: string;
}

/** hash(namespace, run, entity, feature@version, detector@version, bucket): a rerun writes over itself. */
export function storedFinding(judged: Judged, epoch: number, { namespace, run }: Place): StoredFinding {
  const { track, judge, entity, obs, finding, logPEqualised, slot, zone } = judged;
  const { id, version } = track.feature;
  const detectorVersion = judge.detector.meta.version;
  return {
    ...finding,
    id: shortHash([
      namespace,
      run,
      entityKey(entity),
      `${id}@${version}`,
      `${judge.name}@${detectorVersion}`,
      obs.start,
      ...(obs.kind === 'single' ? [obs.eventId] : []),
    ]),
    run,
    entity,
    feature: id,
    featureVersion: version,
    detector: judge.name,
    detectorVersion,
    start: obs.start,
    width: obs.width,
    ...(obs.kind === 'single' && { eventId: obs.eventId }),
    observed: observedOf(judged),
    ...(obs.kind === 'ordered' && { digest: digestOf(obs) }),
    epoch,
    slot,
    zone,
    logPEqualised,
  };
}

/** The number a person reads: of a set of values, how often the deciding one was there; of a list of steps, what the detector measured of it. */
export function observedOf({ obs, finding }: Pick<Judged, 'obs' | 'finding'>): number {
  if (obs.kind === 'ordered') return finding.observed ?? obs.steps.length + obs.beyond;
  return obs.kind === 'values' ? (finding.observed ?? obs.values.get(finding.value ?? '') ?? 0) : amountOf(obs);
}

/** Findings worth keeping: below p = 0.01. */
export function keptFindings({ judged, epoch }: EntityHour, place: Place): StoredFinding[] {
  return judged.filter(({ logPEqualised }) => logPEqualised < STORED_BELOW).map((one) => storedFinding(one, epoch, place));
}

interface Moment {
  /** False while the hour is filling. */
  readonly closed: boolean;
  readonly now: Millis;
  /** Whether the anomaly of this id was shown while its hour was filling: then it stays, whatever it came to. */
  readonly wasShown?: (id: string) => boolean;
}

/** The anomaly of an entity's hour with its receipt, or undefined when the hour is not unusual enough. */
export function buildAnomaly(hour: EntityHour, place: Place, { closed, now, wasShown }: Moment): { anomaly: Anomaly; receipt: Receipt } | undefined {
  const score = scoreOf(hour.logPEqualised);
  const telling = hour.judged.filter(({ logPEqualised }) => logPEqualised < -Math.LN2).sort(bySurprise);
  const lead = telling[0] ?? [...hour.judged].sort(bySurprise)[0];
  if (lead === undefined) return undefined;
  const id = shortHash([place.namespace, place.run, entityKey(hour.entity), hour.hour]);
  if ((score < LEAST_SCORE - 1e-3 || telling.length === 0) && wasShown?.(id) !== true) return undefined;
  const findings = (telling.length === 0 ? [lead] : telling).map((one) => storedFinding(one, hour.epoch, place));
  const worthNaming = telling.filter(({ logPEqualised }) => logPEqualised < STORED_BELOW);
  const named = worthNaming.length === 0 ? [lead] : worthNaming;
  const { technique } = lead.track.feature;
  const anomaly: Anomaly = {
    id,
    run: place.run,
    entity: hour.entity,
    start: hour.hour,
    end: hour.hour + HOUR,
    since: Math.min(lead.obs.start, now),
    features: [...new Set(named.map(({ track }) => track.feature.id))],
    detectors: [...new Set(named.map(({ judge }) => judge.name))],
    observed: observedOf(lead),
    expected: lead.finding.expected,
    interval: lead.finding.interval,
    minusLog10P: -hour.logPEqualised / Math.LN10,
    score,
    severity: severityOf(score),
    ...(technique !== undefined && { technique }),
    reason: sentence(named),
    receipt: id,
    closed,
  };
  const { statistic, logP, logPEqualised, sample, tests, epoch } = hour;
  return { anomaly, receipt: { id, schema: 1, namespace: place.namespace, epoch, findings, tests, combined: { statistic, logP, logPEqualised }, sample } };
}

/** The leading finding in a clause, and the next of another feature. */
function sentence(named: readonly Judged[]): string {
  const [lead] = named;
  const second = named.find(({ track }) => track !== lead?.track);
  return [lead, second]
    .filter((one): one is Judged => one !== undefined)
    .map((one) => explainFinding(one.judge.name, one.finding, one.obs, one.track.feature.unit).clause)
    .join('; also ');
}

function bySurprise(a: Judged, b: Judged): number {
  return a.logPEqualised - b.logPEqualised || a.finding.logP - b.finding.logP;
}

function shortHash(parts: readonly (string | number)[]): string {
  return hash('sha256', parts.join('\n')).slice(0, 20);
}
