import { DAY, type EntityRef, type Risk } from '../../model';
import type { Habitus } from '../../owner/habitus';
import type { Frame } from '../frames/frame';
import type { QueryRequest } from './request';
import { riskFrames } from './risk';

const START = Date.UTC(2026, 5, 1);
const stored: readonly Risk[] = [
  { entity: { type: 'user', id: 'ada' }, at: START, value: 40 },
  { entity: { type: 'user', id: 'bob' }, at: START + 6 * DAY, value: 16 },
  { entity: { type: 'host', id: 'ada' }, at: START + 5 * DAY, value: 1 },
];

/** Answers as the store's contract says: the moments of one entity, or the highest of all. */
const habitus = {
  store: {
    findings: {
      risk: ({ from, to, entity, limit }: { from: number; to: number; entity?: EntityRef; limit: number }) =>
        Promise.resolve(
          stored
            .filter((risk) => risk.at >= from && risk.at <= to && (!entity || (risk.entity.type === entity.type && risk.entity.id === entity.id)))
            .slice(0, limit)
        ),
      highestRisk: ({ from, to }: { from: number; to: number }) =>
        Promise.resolve(stored.filter(({ at }) => at >= from && at <= to).sort((a, b) => b.value - a.value)),
    },
  },
} as unknown as Habitus;

const ask = async (part: Partial<QueryRequest>): Promise<Frame[]> =>
  await riskFrames(habitus, { queryType: 'risk', limit: 100, withAnomalies: false, from: START, to: START + 9 * DAY, maxPoints: 1_000, ...part });
const last = (frame: Frame): unknown => frame.fields.at(-1)?.values.at(-1);

describe('risk', () => {
  test('as numbers: in force at the end of the span, decayed to it, highest first', async () => {
    const frames = await ask({ format: 'numeric' });
    expect(frames.map((frame) => [frame.fields[0]?.labels, last(frame)])).toEqual([
      [{ entity: 'bob', entityType: 'user' }, 8],
      [{ entity: 'ada', entityType: 'user' }, 5],
      [{ entity: 'ada', entityType: 'host' }, 2 ** (-4 / 3)],
    ]);
  });

  test('as series: ends in the same number', async () => {
    const [series, numbers] = [await ask({}), await ask({ format: 'numeric' })];
    expect(series.map(last)).toEqual(numbers.map(last));
    expect(series.map((frame) => frame.meta?.type)).toEqual(['timeseries-multi', 'timeseries-multi', 'timeseries-multi']);
  });

  test('of one entity, and of none that is known', async () => {
    expect((await ask({ entity: { type: 'user', id: 'ada' }, format: 'numeric' })).map(last)).toEqual([5]);
    expect(await ask({ entity: { type: 'user', id: 'nobody' } })).toEqual([]);
  });

  test('the limit is of the highest', async () => {
    expect((await ask({ limit: 1 })).map((frame) => frame.fields[1]?.labels)).toEqual([{ entity: 'bob', entityType: 'user' }]);
  });
});
