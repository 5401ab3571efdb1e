import { join } from 'node:path';
import { BUCKET_WIDTHS, bucketStart } from '../../../../pkg/model';
import type { Habitus } from '../../../../pkg/owner/habitus';
import type { Metric } from '../../../metric';
import { dataSet } from '../data-set';
import { detectorsFor, featuresOf } from '../detectors';
import { learnt } from '../learnt';
import { averagePrecision, bestF1, type Labelled } from '../measures/curve';
import { meanOf } from '../measures/mean';
import { peersFor } from '../peers/all';
import type { Series } from '../peers/peer';

import { readGauges, scoredPart, writeGauges, type GaugeSeries } from './load';

const WHOLE = 'the whole';

/** Goals: what the data set's README says that the median of the same time of the last three days reaches on the whole set. */
const MEASURES = [
  { measure: 'AUC-PR', of: averagePrecision, goal: 0.524 },
  { measure: 'best F1', of: (all: readonly Labelled[]) => bestF1(all).f1, goal: 0.574 },
];

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
      features: [featuresOf('cloud-monitoring')],
    },
    async ({ habitus }) => await ourScores(habitus, all)
  );
  const peers = peerScores(sought);
  return [...ours].flatMap(([name, scores]) => metricsOf(name, scores, peers, sought));
}

/** Of the whole, which is the combination of the detectors that a gauge gets by default, and of each detector that can judge one, alone. */
async function ourScores(habitus: Habitus, all: readonly GaugeSeries[]): Promise<Scorers> {
  const scorers: Scorers = new Map([[WHOLE, await scoredBy(habitus, 'combined', all)]]);
  for (const detector of detectorsFor('magnitude', 'both')) scorers.set(detector, await scoredBy(habitus, detector, all));
  return scorers;
}

/** Of each point the row of its own bucket. */
async function scoredBy(habitus: Habitus, detector: string, all: readonly GaugeSeries[]): Promise<Map<string, readonly number[]>> {
  const widths = new Map(all.map(({ name, bucket }) => [name, BUCKET_WIDTHS[bucket]]));
  const found = new Map<string, number>();
  for await (const { entity, start, end, minusLog10P, detector: by } of habitus.engine.scores({ detector })) {
    if (by === detector && Date.parse(end) - Date.parse(start) === widths.get(entity.id)) found.set(`${entity.id} ${Date.parse(start)}`, minusLog10P);
  }
  return new Map(
    all.map((series) => [series.name, series.points.map(({ at }) => found.get(`${series.name} ${bucketStart(at, widths.get(series.name)!)}`) ?? 0)])
  );
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

/** The whole beside every peer, each detector alone beside the last of them. */
function metricsOf(name: string, scores: Map<string, readonly number[]>, peers: Scorers, sought: readonly GaugeSeries[]): Metric[] {
  const beside = [...peers].slice(name === WHOLE ? 0 : -1);
  return MEASURES.flatMap(({ measure, of, goal }) => {
    const macro = (who: Map<string, readonly number[]>): number => meanOf(sought.map((series) => of(labelled(series, who.get(series.name) ?? []))));
    const value = macro(scores);
    return beside.map(([peer, theirs]): Metric => {
      const peerValue = macro(theirs);
      return { metric: `cloud-monitoring: ${measure} by point, ${name}`, value, unit: '', goal, met: value >= goal, peer, peerValue, ratio: value / peerValue };
    });
  });
}

function labelled(series: GaugeSeries, scores: readonly number[]): Labelled[] {
  const part = scoredPart(series);
  const first = series.points.length - part.length;
  return part.map(({ bad }, i) => ({ bad, score: scores[first + i] ?? 0 }));
}
