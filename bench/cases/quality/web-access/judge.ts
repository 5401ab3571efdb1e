import { join } from 'node:path';
import { HOUR, bucketStart } from '../../../../pkg/model';
import type { Habitus } from '../../../../pkg/owner/habitus';
import type { Metric } from '../../../metric';
import { dataSet } from '../data-set';
import { detectorsFor } from '../detectors';
import { learnt } from '../learnt';
import { areaUnderRoc, averagePrecision, type Labelled } from '../measures/curve';
import { high } from '../measures/metric-of';
import { peersFor } from '../peers/all';
import { readVisits, writeVisits, type Visits } from './load';

/** What the data set's README says that simple rules of behaviour reach. */
const GOALS = { roc: 0.905, precision: 0.679 };

/** Two days of a web site, shipped features, no user agent: which addresses are bots? The score of an address is the highest that it ever reached. */
export async function webAccess(): Promise<Metric[]> {
  const dir = dataSet('web-access');
  if (dir === undefined) return [];
  const visits = readVisits(dir);
  return await learnt({ source: 'web-access', files: (scratch) => [writeVisits(visits, join(scratch, 'access.log'))] }, async ({ habitus }) => {
    const whole = labelled(visits, await highest(habitus, 'combined'));
    const metrics = [...peersOf(visits)].flatMap(([peer, scores]) => measured('the whole', whole, peer, labelled(visits, scores)));
    for (const detector of detectorsFor('count', 'upper')) metrics.push(...measured(`${detector} alone`, labelled(visits, await highest(habitus, detector))));
    return metrics;
  });
}

async function highest(habitus: Habitus, detector: string): Promise<Map<string, number>> {
  const scores = new Map<string, number>();
  for await (const { entity, detector: by, minusLog10P } of habitus.engine.scores({ detector })) {
    if (entity.type === 'address' && by === detector) scores.set(entity.id, Math.max(scores.get(entity.id) ?? 0, minusLog10P));
  }
  return scores;
}

function labelled({ bots }: Visits, scores: ReadonlyMap<string, number>): Labelled[] {
  return [...bots].map(([address, bad]) => ({ bad, score: scores.get(address) ?? 0 }));
}

function measured(name: string, ours: readonly Labelled[], peer?: string, theirs: readonly Labelled[] = []): Metric[] {
  const beside = (of: (all: readonly Labelled[]) => number): Partial<Metric> => (peer === undefined ? {} : { peer, peerValue: of(theirs) });
  return [
    high(`web-access: AUC of addresses, no user agent, ${name}`, areaUnderRoc(ours), GOALS.roc, beside(areaUnderRoc)),
    high(`web-access: average precision of addresses, no user agent, ${name}`, averagePrecision(ours), GOALS.precision, beside(averagePrecision)),
  ];
}

/** Requests of an address in an hour, all of them in one series, as most addresses are met once. */
function peersOf({ lines }: Visits): Map<string, Map<string, number>> {
  const hours = new Map<string, number>();
  for (const line of lines) {
    const key = `${bucketStart(timeOf(line), HOUR)} ${line.slice(0, line.indexOf(' '))}`;
    hours.set(key, (hours.get(key) ?? 0) + 1);
  }
  const inOrder = [...hours].sort(([a], [b]) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
  return new Map(
    peersFor('counts').map(({ name, scores }) => {
      const [theirs = []] = scores([inOrder.map(([, requests]) => [requests])]);
      const addresses = new Map<string, number>();
      inOrder.forEach(([key], i) => {
        const address = key.slice(key.indexOf(' ') + 1);
        addresses.set(address, Math.max(addresses.get(address) ?? 0, theirs[i] ?? 0));
      });
      return [name, addresses];
    })
  );
}

/** `[17/May/2015:10:05:03 +0000]` */
function timeOf(line: string): number {
  const [, day, month, year, time] = /\[(\d+)\/(\w+)\/(\d+):([\d:]+)/.exec(line) ?? [];
  return Date.parse(`${day} ${month} ${year} ${time} UTC`);
}
