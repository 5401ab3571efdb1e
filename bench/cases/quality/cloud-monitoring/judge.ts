import { join } from 'node:path';
import { HOUR } from '../../../../pkg/model';
import type { Habitus } from '../../../../pkg/owner/habitus';
import type { Metric } from '../../../metric';
import { dataSet } from '../data-set';
import { learnt } from '../learnt';
import { averagePrecision, bestF1, type Labelled } from '../measures/curve';
import { meanOf } from '../measures/mean';
import { peersFor } from '../peers/all';
import type { Series } from '../peers/peer';
import { writeFeatures } from './features';
import { readGauges, scoredPart, writeGauges, type GaugeSeries } from './load';

/** What the data set's README says that the median of the same time of the last three days reaches on the whole set. */
const GOAL = { auc: 0.524, f1: 0.574 };

/** Scores of each series' points, by who gave them. */
type Scorers = Map<string, Map<string, readonly number[]>>;

/** Labelled telemetry of 30 services: AUC-PR and best F1 by point, after a warm-up of a quarter of each series, macro mean over series with anomalies there. */
export async function cloudMonitoring(): Promise<Metric[]> {
  const dir = dataSet('cloud-monitoring');
  if (dir === undefined) return [];
  const all = readGauges(dir);
  const sought = all.filter((series) => scoredPart(series).some(({ bad }) => bad));
  const ours = await learnt(
    {
      source: 'ecs',
      files: (scratch) => [writeGauges(all, join(scratch, 'gauges.ndjson'))],
      features: (scratch) => [writeFeatures(join(scratch, 'gauges.yaml'))],
    },
    async ({ habitus }) => await ourScores(habitus, all)
  );
  const peers = peerScores(sought);
  return [...ours].flatMap(([name, scores]) => metricsOf(name, scores, peers, sought));
}

/** Of each detector, and of all of them together: in a bucket the highest of them, and the combination of the hour where the bucket is one. */
async function ourScores(habitus: Habitus, all: readonly GaugeSeries[]): Promise<Scorers> {
  const found = new Map<string, Map<string, Map<number, number>>>();
  const note = (scorer: string, name: string, at: number, score: number): void => {
    const points = place(place(found, scorer), name);
    points.set(at, Math.max(points.get(at) ?? 0, score));
  };
  for await (const { entity, detector, start, minusLog10P } of habitus.engine.scores({})) {
    if (entity.type !== 'service') continue;
    note(detector, entity.id, Date.parse(start), minusLog10P);
    if (detector !== 'combined') note('highest of all detectors', entity.id, Date.parse(start), minusLog10P);
  }
  return new Map([...found].map(([scorer, series]) => [scorer, new Map(all.map((one) => [one.name, scoresAt(one, series.get(one.name), scorer)]))]));
}

function place<K, V>(maps: Map<string, Map<K, V>>, key: string): Map<K, V> {
  const known = maps.get(key) ?? new Map<K, V>();
  maps.set(key, known);
  return known;
}

function scoresAt({ points, bucket }: GaugeSeries, scores: Map<number, number> | undefined, scorer: string): number[] {
  const width = scorer === 'combined' ? HOUR : { minute: 60_000, '5-minutes': 300_000, hour: HOUR }[bucket];
  return points.map(({ at }) => scores?.get(Math.floor(at / width) * width) ?? 0);
}

function peerScores(all: readonly GaugeSeries[]): Scorers {
  const series = all.map(({ points }): Series => points.map(({ value }) => [value]));
  return new Map(
    peersFor('gauges').map(({ name, scores }) => {
      const theirs = scores(series);
      return [name, new Map(all.map((one, i) => [one.name, theirs[i]!]))];
    })
  );
}

function metricsOf(name: string, scores: Map<string, readonly number[]>, peers: Scorers, sought: readonly GaugeSeries[]): Metric[] {
  const measures = { 'AUC-PR': { of: averagePrecision, goal: GOAL.auc }, 'best F1': { of: (all: readonly Labelled[]) => bestF1(all).f1, goal: GOAL.f1 } };
  return Object.entries(measures).flatMap(([measure, { of, goal }]) => {
    const macro = (who: Map<string, readonly number[]>): number => meanOf(sought.map((series) => of(labelled(series, who.get(series.name) ?? []))));
    const value = macro(scores);
    return [...peers].map(([peer, theirs]): Metric => {
      const peerValue = macro(theirs);
      const metric = `cloud-monitoring: ${measure} by point, ${name}`;
      return { metric, value, unit: '', goal, met: value >= goal, peer, peerValue, ratio: value / peerValue };
    });
  });
}

export function labelled(series: GaugeSeries, scores: readonly number[]): Labelled[] {
  const part = scoredPart(series);
  const first = series.points.length - part.length;
  return part.map(({ bad }, i) => ({ bad, score: scores[first + i] ?? 0 }));
}
