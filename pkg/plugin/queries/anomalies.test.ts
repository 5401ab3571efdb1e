import type { RankedAnomaly } from '../../engine/engine';
import type { Anomaly } from '../../model';
import type { Habitus } from '../../owner/habitus';
import { anomalyFrames } from './anomalies';
import type { QueryRequest } from './request';

/** So many cases, every hundredth of which is led by a feature of its own; and how many were ranked. */
function habitusOf(cases: number): { habitus: Habitus; ranked: number[] } {
  const rows = Array.from({ length: cases }, (_, n) => {
    const lead = { id: `a${n}`, entity: { type: 'user', id: `u${n}` }, features: [n % 100 === 99 ? 'rare' : 'usual'], score: 50 } as unknown as Anomaly;
    return { lead, also: [], anomalies: [lead], hours: 1, since: 0, until: 1 } satisfies RankedAnomaly;
  });
  const ranked: number[] = [];
  const ranking = ({ limit }: { limit: number }): Promise<RankedAnomaly[]> => {
    ranked.push(limit);
    return Promise.resolve(rows.slice(0, limit));
  };
  return { habitus: { engine: { ranking } } as unknown as Habitus, ranked };
}

const REQUEST: QueryRequest = { queryType: 'anomalies', from: 0, to: 1, limit: 3, maxPoints: 100, withAnomalies: false };

async function idsOf(habitus: Habitus, request: QueryRequest): Promise<readonly unknown[]> {
  const [frame] = await anomalyFrames(habitus, request, () => Promise.resolve('rare'));
  return frame!.fields.find(({ name }) => name === 'id')!.values;
}

test('as many as are asked for are ranked', async () => {
  const { habitus, ranked } = habitusOf(1_000);
  expect(await idsOf(habitus, REQUEST)).toEqual(['a0', 'a1', 'a2']);
  expect(ranked).toEqual([3]);
});

test('of those led by a feature the highest, however far down they are, without ranking all where fewer do', async () => {
  const { habitus, ranked } = habitusOf(3_000);
  expect(await idsOf(habitus, { ...REQUEST, feature: 'rare' })).toEqual(['a99', 'a199', 'a299']);
  expect(ranked).toEqual([500]);
  expect(await idsOf(habitus, { ...REQUEST, feature: 'rare', limit: 20 })).toHaveLength(20);
  expect(ranked).toEqual([500, 500, 4_000]);
  expect(await idsOf(habitus, { ...REQUEST, feature: 'unheard-of' })).toEqual([]);
});
