import { seededRandom } from '../maths';
import { HOUR, type Anomaly } from '../model';
import { casesByHeight, ofCases } from '../store/of-cases';
import type { AnomalyQuery, CaseQuery, Store } from '../store/store';
import { Criticalities, priorityOf } from './criticality';
import { rankCases } from './rank-cases';
import { foldCases } from './ranking';

/** So many anomalies of cases of one to six, a store of them, and how many it was asked to give. */
function population(seed: number, count: number, highest: number): { store: Pick<Store, 'findings'>; all: Anomaly[]; given: () => number } {
  const random = seededRandom(seed);
  const all = Array.from({ length: count }, (_, n): Anomaly => {
    const minusLog10P = Math.round(random() * highest * 10) / 10;
    const within = n % 7 === 0 ? {} : { case: `case-${Math.floor(random() * (count / 4))}` };
    const entity = { type: 'user', id: `u${Math.floor(random() * 50)}` };
    const start = Math.floor(random() * 900) * HOUR;
    return {
      ...within,
      id: `a${n}`,
      entity,
      start,
      since: start,
      end: start + HOUR,
      minusLog10P,
      score: Math.min(100, 10 * minusLog10P),
    } as unknown as Anomaly;
  }).sort((a, b) => b.score - a.score || b.start - a.start || (a.id < b.id ? -1 : 1));
  let given = 0;
  const anomalies = ({ limit, cases }: AnomalyQuery): Promise<Anomaly[]> => {
    const found = all.filter(ofCases(cases)).slice(0, limit);
    given += found.length;
    return Promise.resolve(found);
  };
  const highestCases = ({ limit, minScore = 0 }: CaseQuery): Promise<string[]> =>
    Promise.resolve(casesByHeight(all.filter(({ score }) => score >= minScore)).slice(0, limit));
  return { store: { findings: { anomalies, highestCases } } as unknown as Store, all, given: () => given };
}

const EVER = { from: 0, to: 1_000 * HOUR };

// Highest 12: a sixth of them score 100 alike, and only their probability tells them apart. 20,000: beyond what is looked for case by case.
test.each([
  [1, 10, 6],
  [2, 5_000, 6],
  [3, 5_000, 12],
  [4, 20_000, 9.9],
])('gives what folding all of them gives (seed %d, %d anomalies)', async (seed, count, highest) => {
  const { store, all } = population(seed, count, highest);
  for (const limit of [1, 20, 100, 3_000, 20_000]) expect(await rankCases(store, { ...EVER, limit })).toEqual(foldCases(all).slice(0, limit));
});

test('reads in proportion to what is asked for, not to what there is', async () => {
  const { store, given } = population(5, 50_000, 9.9);
  expect(await rankCases(store, { ...EVER, limit: 20 })).toHaveLength(20);
  expect(given()).toBeLessThan(200);
});

test.each([6, 7, 8])('where some are critical, the order is that of all cases by score and criticality (seed %d)', async (seed) => {
  const { store, all } = population(seed, 3_000, 9.9);
  const criticalities = new Criticalities({ extreme: ['user:u7'], high: ['user:u1*'], low: ['user:u2*'] });
  const priorities = foldCases(all)
    .map(({ lead, also }) => priorityOf(lead.score, criticalities.ofAll([lead.entity, ...also])))
    .sort((a, b) => b - a);
  for (const limit of [1, 20, 300]) {
    const rows = await rankCases(store, { ...EVER, limit }, criticalities);
    expect(rows.map(({ lead, criticality }) => priorityOf(lead.score, criticality!))).toEqual(priorities.slice(0, limit));
  }
});
