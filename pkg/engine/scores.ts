import { setImmediate as breathe } from 'node:timers/promises';
import { DETECTORS, detectorNamed } from '../detect/registry';
import { HabitusError } from '../errors';
import { HOUR, entityKey, type Feature, type Millis } from '../model';
import { scoreOf } from '../score/severity';
import type { Store } from '../store/store';
import { Asking } from './asking/asking';
import { observedOf } from './build-anomaly';
import { Homes } from './calendar/homes';
import { SaidZones } from './calendar/said-zones';
import type { Learnt } from './checkpoint';
import type { ScoreRow, ScoresQuery } from './engine';
import { FeatureTrack, type Judged } from './feature-track';
import { kindOf } from './kind-of';
import { CHUNK, readObserved } from './observed';
import { Pass, type EntityHour } from './pass';

const COMBINED = 'combined';

interface Parts {
  readonly store: Store;
  readonly features: readonly Feature[];
}

/**
 * Every scored observation, replayed from roll-ups with the same pass that scored them: in order of time, the combination after its findings.
 * @throws HabitusError HAB-CLI-001 for a detector that does not exist
 */
export async function* replayScores({ store, features }: Parts, learnt: Learnt, query: ScoresQuery): AsyncIterable<ScoreRow> {
  guardDetector(query);
  const homes = new Homes();
  const pass = new Pass(tracksFor(features, query, homes), () => undefined, homes);
  pass.said = await SaidZones.kept(store);
  // Only what was kept: nobody is asked again.
  const asking = new Asking(store);
  const until = Math.min(query.until ?? Infinity, learnt.until);
  for (let chunk = learnt.from; chunk < until; chunk = Math.floor(chunk / CHUNK) * CHUNK + CHUNK) {
    const end = Math.min(until, Math.floor(chunk / CHUNK) * CHUNK + CHUNK);
    const observed = await readObserved(store, pass.tracks, chunk, end);
    for (let hour = chunk; hour < end; hour += HOUR) {
      await asking.before(hour, pass.tracks, (track, start) => observed.at(track, start));
      const hours = pass.closeHour(hour, (track, start) => observed.at(track, start));
      yield* rowsOfAll(hours, query);
      if (hour % (24 * HOUR) === 0) await breathe();
    }
  }
}

function* rowsOfAll(hours: readonly EntityHour[], query: ScoresQuery): Iterable<ScoreRow> {
  for (const one of hours) if (one.hour + HOUR > (query.since ?? 0)) yield* rowsOf(one, query);
}

/** The features' own detectors; the one asked for besides, on what it can judge. */
function tracksFor(features: readonly Feature[], { detector }: ScoresQuery, homes: Homes): FeatureTrack[] {
  return features.map((feature) => {
    const extra = detector !== undefined && detector !== COMBINED && !feature.detectors.includes(detector) && canJudge(detector, feature);
    return new FeatureTrack(feature, extra ? [detector] : feature.detectors, homes);
  });
}

function guardDetector({ detector = COMBINED }: ScoresQuery): void {
  if (detector === COMBINED || Object.hasOwn(DETECTORS, detector)) return;
  throw new HabitusError('HAB-CLI-001', detector, `a detector: ${COMBINED}, ${Object.keys(DETECTORS).join(', ')}`);
}

function canJudge(detector: string, feature: Feature): boolean {
  return detectorNamed(detector).meta.judges.includes(kindOf(feature));
}

function* rowsOf(hour: EntityHour, query: ScoresQuery): Iterable<ScoreRow> {
  if (query.entity && entityKey(query.entity) !== entityKey(hour.entity)) return;
  for (const judged of hour.judged) if (wanted(judged.track.feature.id, judged.judge.name, query)) yield findingRow(judged);
  if (!wanted('*', COMBINED, query)) return;
  for (const moment of momentsOf(hour)) yield { ...combinedRow(moment, moment.judged[0]!.obs), ...eventOf(moment.judged[0]!) };
  yield combinedRow(hour, { start: hour.hour, width: HOUR });
}

type Moment = Pick<EntityHour, 'entity' | 'judged' | 'logPEqualised'>;

/** The single events and the buckets narrower than an hour, each with all that judged it, in order of time. By Bonferroni's bound: the equaliser is of hours. */
function momentsOf({ entity, judged }: EntityHour): Moment[] {
  const moments = new Map<string, Judged[]>();
  for (const one of judged.filter(({ obs }) => obs.width < HOUR || obs.kind === 'single')) {
    const { start, width } = one.obs;
    const key = `${start} ${width} ${eventOf(one).eventId ?? ''}`;
    moments.set(key, [...(moments.get(key) ?? []), one]);
  }
  return [...moments.values()]
    .map((list) => ({ entity, judged: list, logPEqualised: Math.min(0, Math.min(...list.map(({ logPEqualised }) => logPEqualised)) + Math.log(list.length)) }))
    .sort((a, b) => a.judged[0]!.obs.start - b.judged[0]!.obs.start);
}

function eventOf({ obs }: Judged): { readonly eventId?: string } {
  return obs.kind === 'single' ? { eventId: obs.eventId } : {};
}

function wanted(feature: string, detector: string, query: ScoresQuery): boolean {
  return (query.feature === undefined || query.feature === feature) && (query.detector === undefined || query.detector === detector);
}

function findingRow(judged: Judged): ScoreRow {
  const { obs, track, judge, logPEqualised } = judged;
  return { ...row(judged, obs, logPEqualised), feature: track.feature.id, detector: judge.name, ...eventOf(judged) };
}

/** The combination with the numbers of its leading finding. */
function combinedRow({ judged, logPEqualised }: Moment, span: Span): ScoreRow {
  const lead = judged.reduce((a, b) => (b.logPEqualised < a.logPEqualised ? b : a));
  return { ...row(lead, span, logPEqualised), feature: '*', detector: COMBINED };
}

interface Span {
  readonly start: Millis;
  readonly width: Millis;
}

function row(judged: Judged, { start, width }: Span, logP: number): Omit<ScoreRow, 'feature' | 'detector'> {
  return {
    entity: judged.entity,
    start: new Date(start).toISOString(),
    end: new Date(start + width).toISOString(),
    observed: observedOf(judged),
    expected: judged.finding.expected,
    interval: judged.finding.interval,
    minusLog10P: logP === 0 ? 0 : -logP / Math.LN10,
    score: scoreOf(logP),
  };
}
