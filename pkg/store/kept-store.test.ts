import { DAY, HOUR, MINUTE } from '../model';
import type { Keep } from './keep';
import { withRetention } from './kept-store';
import type { Store } from './store';

const NOW = Date.UTC(2026, 10, 25, 12);
const ALL: Keep = { events: 30 * DAY, observations: 60 * DAY, anomalies: 60 * DAY, audit: 90 * DAY };

/** A store that notes before which instant each part was dropped, and says that 2 were. */
function noting(newest: number | undefined) {
  const dropped: Record<string, number> = {};
  const records = new Map<string, { value: unknown; version: number }>();
  const drop = (part: string) => (before: number) => Promise.resolve(((dropped[part] = before), 2));
  const answers = new Set([`answers/2026-08-31T23:00:00.000Z/files-per-user@1/3`, `answers/2026-09-01T00:00:00.000Z/files-per-user@1/3`]);
  const key = (kind: string, id: string): string => `${kind} ${id}`;
  const store = {
    namespace: 'x',
    events: { retain: drop('events') },
    observations: { retain: drop('observations'), newest: () => Promise.resolve(newest) },
    findings: { retain: drop('anomalies') },
    state: {
      keys: (prefix: string) => Promise.resolve([...answers].filter((one) => one.startsWith(prefix))),
      delete: (one: string) => Promise.resolve(void answers.delete(one)),
    },
    records: {
      get: (kind: string, id: string) => Promise.resolve(records.get(key(kind, id))),
      put: (kind: string, id: string, value: unknown, version = 0) => {
        records.set(key(kind, id), { value, version: version + 1 });
        return Promise.resolve(version + 1);
      },
      list: (kind: string) =>
        Promise.resolve([...records].filter(([each]) => each.startsWith(`${kind} `)).map(([each, found]) => ({ id: each.slice(kind.length + 1), ...found }))),
      delete: (kind: string, id: string) => Promise.resolve(void records.delete(key(kind, id))),
    },
    health: () => Promise.resolve({ kind: 'memory', ok: true, detail: 'fine' }),
    close: () => Promise.resolve(),
  } as unknown as Store;
  return { store, dropped };
}

/** What a round drops. */
async function round(keep: Keep, newest: number | undefined = NOW - DAY): Promise<{ dropped: Record<string, number>; detail: string; store: Store }> {
  const { store, dropped } = noting(newest);
  const kept = withRetention(store, keep, () => NOW);
  await jest.advanceTimersByTimeAsync(MINUTE);
  const { detail } = await kept.health();
  await kept.close();
  return { dropped, detail, store };
}

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

test('events go to the instant, what was learnt in whole months', async () => {
  const { dropped } = await round(ALL);
  expect(dropped).toEqual({ events: NOW - 30 * DAY, observations: Date.UTC(2026, 8, 1), anomalies: Date.UTC(2026, 8, 1) });
});

test('what a scoring service answered goes with the roll-ups of its time, and stays where these stay', async () => {
  const { store } = await round(ALL);
  expect(await store.state.keys('answers/')).toEqual(['answers/2026-09-01T00:00:00.000Z/files-per-user@1/3']);
  const { store: whole } = await round({ events: 30 * DAY });
  expect(await whole.state.keys('answers/')).toHaveLength(2);
});

test('the age of what was learnt counts from its own end: an old log stays whole', async () => {
  const { dropped } = await round(ALL, Date.UTC(2015, 5, 30));
  expect(dropped['observations']).toBe(Date.UTC(2015, 4, 1));
  expect((await round(ALL, NOW + 900 * DAY)).dropped['observations']).toBe(Date.UTC(2026, 8, 1));
});

test('nothing is dropped of what has no time limit, and nothing learnt where nothing is', async () => {
  expect((await round({ anomalies: 30 * DAY })).dropped).toEqual({ anomalies: Date.UTC(2026, 9, 1) });
});

test('health says what is kept how long and what was dropped, over all processes and rounds', async () => {
  const { store, dropped } = noting(NOW);
  const kept = withRetention(store, ALL, () => NOW);
  expect((await kept.health()).detail).toBe('fine; kept: events 30 days, roll-ups 60 days, anomalies 60 days, audit 90 days; nothing dropped yet');
  await jest.advanceTimersByTimeAsync(2 * HOUR + MINUTE);
  expect((await kept.health()).kept).toMatch(
    /dropped so far: 6 events, 6 roll-ups, 6 findings, anomalies and risks, 0 lines of the audit, last at 2026-11-25T12:00/
  );
  await kept.close();
  delete dropped['events'];
  await jest.advanceTimersByTimeAsync(DAY);
  expect(dropped['events']).toBeUndefined();
});

test('the audit trail is kept longest', async () => {
  const trail = async (keep: Keep): Promise<string[]> => {
    const { store } = noting(NOW);
    for (const days of [200, 100, 10]) await store.records.put('audit', `${String(NOW - days * DAY).padStart(16, '0')}-x`, days, undefined);
    const kept = withRetention(store, keep, () => NOW);
    await jest.advanceTimersByTimeAsync(MINUTE);
    await kept.close();
    return (await store.records.list<number>('audit')).map(({ value }) => String(value));
  };
  expect(await trail(ALL)).toEqual(['100', '10']);
  expect(await trail({ ...ALL, audit: 30 * DAY, anomalies: 150 * DAY })).toEqual(['100', '10']);
  expect(await trail({ audit: 30 * DAY })).toEqual(['200', '100', '10']);
});

test('what fails is said, and tried again', async () => {
  const { store } = noting(NOW);
  let fails = true;
  const { retain } = store.events;
  store.events.retain = (before) => (fails ? Promise.reject(new Error('ENOSPC')) : retain(before));
  const kept = withRetention(store, ALL, () => NOW);
  await jest.advanceTimersByTimeAsync(MINUTE);
  expect((await kept.health()).detail).toMatch(/retention: ENOSPC$/);
  fails = false;
  await jest.advanceTimersByTimeAsync(HOUR);
  expect((await kept.health()).detail).toMatch(/2 events/);
  await kept.close();
});
