import { errors } from '@elastic/elasticsearch';
import { deliver, patiently, type Item, type Said } from './deliver';
import { Pace } from './pace';

const ITEMS: readonly Item[] = ['a', 'b', 'c', 'd'].map((id) => ({ id, source: '{}' }));

function harness(answers: readonly (readonly number[] | Error)[]): { sent: string[]; waits: number[]; run: () => ReturnType<typeof deliver>; pace: Pace } {
  const [sent, waits]: [string[], number[]] = [[], []];
  let [round, now] = [0, 0];
  const sleep = (ms: number): Promise<void> => {
    waits.push(ms);
    now += ms;
    return Promise.resolve();
  };
  const pace = new Pace({ sleep, random: () => 0.5, now: () => now, patience: 5_000 });
  const send = (items: readonly Item[]): Promise<Said[]> => {
    sent.push(items.map(({ id }) => id).join(''));
    const answer = answers[Math.min(round++, answers.length - 1)]!;
    if (answer instanceof Error) return Promise.reject(answer);
    return Promise.resolve(items.map((_, i) => ({ status: answer[i] ?? 201, index: 'i', reason: `said ${answer[i]}` })));
  };
  return { sent, waits, pace, run: () => deliver(ITEMS, send, pace) };
}

const brief = (outcomes: Awaited<ReturnType<typeof deliver>>): string[] => outcomes.map(({ item, result }) => `${item.id} ${result}`).sort();

test('409 is success, 400 is refused with its reason, and only 429 and 503 are sent again', async () => {
  const { sent, waits, run } = harness([[201, 409, 429, 400], [503], [201]]);
  const outcomes = await run();
  expect(brief(outcomes)).toEqual(['a created', 'b duplicate', 'c created', 'd refused']);
  expect(outcomes.find(({ item }) => item.id === 'd')?.reason).toBe('said 400');
  expect(sent).toEqual(['abcd', 'c', 'c']);
  expect(waits).toEqual([50, 100]);
});

test('a request without an answer is sent again whole, and what had landed counts as created', async () => {
  const { sent, run } = harness([new errors.ConnectionError('socket hang up'), [409, 409, 201, 201]]);
  expect(brief(await run())).toEqual(['a created', 'b created', 'c created', 'd created']);
  expect(sent).toEqual(['abcd', 'abcd']);
});

test('gives up with an error of the catalogue when nothing is taken for as long as the patience lasts', async () => {
  const { run, waits } = harness([[429, 429, 429, 429]]);
  await expect(run()).rejects.toThrow(/HAB-STORE-003.*Elasticsearch to take events.*said 429/);
  expect(waits.length).toBeGreaterThan(5);
  expect(Math.max(...waits)).toBeLessThanOrEqual(10_000);
});

test('refused credentials are no matter of waiting', async () => {
  const { run, waits } = harness([[403, 403, 403, 403]]);
  await expect(run()).rejects.toThrow(/HAB-STORE-006/);
  expect(waits).toEqual([]);
});

test('a request that is too large is halved', async () => {
  const tooLarge = new errors.ResponseError({ statusCode: 413, body: {}, headers: {}, warnings: [], meta: {} } as never);
  const { sent, run } = harness([tooLarge, [201, 201], [201, 201]]);
  expect(brief(await run())).toHaveLength(4);
  expect(sent).toEqual(['abcd', 'ab', 'cd']);
});

test('a look that is safe to repeat is repeated while the cluster is away, and no longer than the patience', async () => {
  const { pace, waits } = harness([]);
  let calls = 0;
  const away = new errors.ConnectionError('connect ECONNREFUSED');
  const look = (): Promise<number> => (++calls < 4 ? Promise.reject(away) : Promise.resolve(calls));
  expect(await patiently(pace, look)).toBe(4);
  expect(waits).toEqual([50, 100, 200]);
  await expect(patiently(pace, () => Promise.reject(away))).rejects.toThrow(/HAB-STORE-003/);
  await expect(patiently(pace, () => Promise.reject(new RangeError('ours')))).rejects.toThrow(RangeError);
});

test('refusals narrow the pace, successes widen it again up to its limit', () => {
  const pace = new Pace({ most: 4 });
  expect(pace.width).toBe(2);
  for (let i = 0; i < 20; i++) pace.succeeded();
  expect(pace.width).toBe(4);
  pace.refused('busy');
  expect(pace.width).toBe(2);
  for (let i = 0; i < 5; i++) pace.refused('busy');
  expect(pace.width).toBe(1);
});
