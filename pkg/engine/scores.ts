import { setImmediate as breathe } from 'node:timers/promises';
import { HOUR, entityKey, type EntityRef, type Feature, type Millis } from '../model';
import { scoreOf } from '../score/severity';
import type { Store } from '../store/store';
import { observedOf } from './build-anomaly';
import type { Learnt } from './checkpoint';
import type { ScoreRow, ScoresQuery } from './engine';
import { FeatureTrack, type Judged } from './feature-track';
import { kindOf } from './kind-of';
import { CHUNK, readObserved } from './observed';
import { Pass, type EntityHour } from './pass';

const COMBINED = 'combined';

/** Every scored observation, replayed from roll-ups with the same pass that scored them: in order of time, the combination after its findings. */
export async function* replayScores(store: Store, features: readonly Feature[], learnt: Learnt, query: ScoresQuery): AsyncIterable<ScoreRow> {
  const pass = new Pass(tracksFor(features, query), () => undefined);
  const until = Math.min(query.until ?? Infinity, learnt.until);
  for (let chunk = learnt.from; chunk < until; chunk = Math.floor(chunk / CHUNK) * CHUNK + CHUNK) {
    const end = Math.min(until, Math.floor(chunk / CHUNK) * CHUNK + CHUNK);
    const observed = await readObserved(store, pass.tracks, chunk, end);
    for (let hour = chunk; hour < end; hour += HOUR) {
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
function tracksFor(features: readonly Feature[], { detector }: ScoresQuery): FeatureTrack[] {
  return features.map((feature) => {
    const extra =
      detector !== undefined && detector !== COMBINED && !feature.detectors.includes(detector) && kindOf(feature) === 'count' && detector !== 'rarity';
    return new FeatureTrack(feature, extra ? [detector] : feature.detectors);
  });
}

function* rowsOf(hour: EntityHour, query: ScoresQuery): Iterable<ScoreRow> {
  if (query.entity && entityKey(query.entity) !== entityKey(hour.entity)) return;
  for (const judged of hour.judged) if (wanted(judged.track.feature.id, judged.judge.name, query)) yield findingRow(judged);
  if (wanted('*', COMBINED, query)) yield combinedRow(hour);
}

function wanted(feature: string, detector: string, query: ScoresQuery): boolean {
  return (query.feature === undefined || query.feature === feature) && (query.detector === undefined || query.detector === detector);
}

function findingRow(judged: Judged): ScoreRow {
  const { obs, finding, logPEqualised, entity, track, judge } = judged;
  return row(entity, track.feature.id, judge.name, obs.start, obs.start + obs.width, observedOf(judged), finding.expected, finding.interval, logPEqualised);
}

/** The combination with the numbers of its leading finding. */
function combinedRow({ entity, hour, judged, logPEqualised }: EntityHour): ScoreRow {
  const lead = judged.reduce((a, b) => (b.logPEqualised < a.logPEqualised ? b : a));
  return row(entity, '*', COMBINED, hour, hour + HOUR, observedOf(lead), lead.finding.expected, lead.finding.interval, logPEqualised);
}

function row(
  entity: EntityRef,
  feature: string,
  detector: string,
  start: Millis,
  end: Millis,
  observed: number,
  expected: number,
  interval: readonly [number, number],
  logP: number
): ScoreRow {
  const minusLog10P = logP === 0 ? 0 : -logP / Math.LN10;
  return {
    entity,
    feature,
    detector,
    start: new Date(start).toISOString(),
    end: new Date(end).toISOString(),
    observed,
    expected,
    interval,
    minusLog10P,
    score: scoreOf(logP),
  };
}
