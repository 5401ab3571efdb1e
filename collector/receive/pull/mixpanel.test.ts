import { DAY, HOUR } from '../../../pkg/model';
import { VendorServer, type VendorAnswer } from '../../testing/vendor-server';
import { openIntake, until, type OpenIntake } from '../../testing/open-intake';
import { collectorSchema } from '../../config/schema';
import { makePulls } from './make';
import { mixpanelStream } from './mixpanel';
import type { Pull } from './pull';
import type { Page, PullCursor } from './service';

const NOON = Date.UTC(2026, 10, 24, 12);
let now = NOON;
let at: OpenIntake;
let server: VendorServer | undefined;
let pull: Pull | undefined;

beforeEach(async () => {
  now = NOON;
  at = await openIntake(() => now);
});
afterEach(async () => {
  await pull?.stop();
  await server?.close();
  server = undefined;
  await at.close();
});

const event = (id: string, time: number): string => JSON.stringify({ event: 'Signed up', properties: { time, distinct_id: 'u-42', $insert_id: id } });
const dayOf = (url: URL): string => url.searchParams.get('from_date') ?? '';
/** As the store sees them: what has one id is one event. */
const ids = (): unknown[] => [...new Map(at.events().map((one) => [one['habitus.id'], one['event.id']])).values()];

async function start(answer: (url: URL) => VendorAnswer, entry: Record<string, unknown> = {}): Promise<VendorServer> {
  const running = (server ??= await new VendorServer(answer).listen());
  const [config] = collectorSchema.parse({
    pull: [{ kind: 'mixpanel', account: 'habitus.abc', project: 7, url: running.url, secret: { env: 'SECRET' }, every: 1, days: 2, ...entry }],
  }).pull;
  if (!config) throw new Error('expected a pull');
  [pull] = makePulls(config, { intake: at.intake, dir: at.dir, clock: () => now, env: { SECRET: 'the secret' } });
  await pull?.start();
  return running;
}

test('a day a query from the first day on, lines in milliseconds, a limit, a day that breaks off and is asked again, the same event twice', async () => {
  let limited = 0;
  let broken = 0;
  const vendor = await start((url) => {
    if (dayOf(url) === '2026-11-22') return limited++ === 0 ? { status: 429, headers: { 'retry-after': '0' }, raw: 'rate limit' } : { raw: '' };
    if (dayOf(url) === '2026-11-23') {
      const lines = [event('a', NOON - DAY), event('b', NOON - DAY + 5), event('a', NOON - DAY)].join('\n');
      return broken++ === 0 ? { raw: `${lines}\n{"event":"Half`, breaks: true } : { raw: `${lines}\n${event('c', NOON - DAY + 7)}` };
    }
    return { raw: `${event('d', NOON - HOUR)}\n` };
  });
  await until(() => ids().includes('d'));
  expect(ids()).toEqual(['a', 'b', 'c', 'd']);
  expect(at.events()[1]).toMatchObject({ '@timestamp': '2026-11-23T12:00:00.005Z', 'habitus.source': 'mixpanel' });
  expect(at.letters()).toEqual([]);
  expect(vendor.asked.map(({ url }) => dayOf(url)).slice(0, 5)).toEqual(['2026-11-22', '2026-11-22', '2026-11-23', '2026-11-23', '2026-11-24']);
  const [first] = vendor.asked;
  expect(Object.fromEntries(first?.url.searchParams ?? [])).toEqual({ project_id: '7', from_date: '2026-11-22', to_date: '2026-11-22', time_in_ms: 'true' });
  expect(first?.authorization).toBe(`Basic ${Buffer.from('habitus.abc:the secret').toString('base64')}`);
});

test('an answer that says only at its end that it is not whole: nothing of it is a dead letter, and the day is asked again', async () => {
  let whole = false;
  await start(() => ({ raw: whole ? event('a', NOON) : `${event('a', NOON)}\nterminated early` }), { days: 0 });
  await until(() => pull?.error !== undefined);
  expect(pull?.error).toMatch(/HAB-RECV-009.*terminated early/);
  whole = true;
  await until(() => pull?.error === undefined && ids().length === 1);
  expect(at.letters()).toEqual([]);
});

test('the zone of a project from before 2023: its days, and its wall clock as the time', async () => {
  now = Date.UTC(2026, 10, 24, 3);
  const vendor = await start((url) => ({ raw: dayOf(url) === '2026-11-23' ? event('a', Date.UTC(2026, 10, 23, 21)) : '' }), {
    zone: 'America/New_York',
    days: 0,
  });
  await until(() => ids().length === 1);
  expect(vendor.asked.map(({ url }) => dayOf(url))[0]).toBe('2026-11-23');
  expect(at.events()[0]).toMatchObject({ '@timestamp': '2026-11-24T02:00:00.000Z', 'habitus.time.assumed': 'America/New_York' });
});

describe('which days a round asks for', () => {
  const since = NOON - 7 * DAY;
  async function round(cursor: PullCursor, at: number, stream = mixpanelStream({ base: new URL('https://data.mixpanel.com'), project: 7, since })) {
    const asked: string[] = [];
    let last: PullCursor = cursor;
    async function* lines(url: string): AsyncIterable<{ records: Buffer[]; tooLong: number }> {
      await Promise.resolve();
      asked.push(new URL(url).searchParams.get('from_date')?.slice(8) ?? '');
      yield { records: [], tooLong: 0 };
    }
    const pages: AsyncIterable<Page> = stream.pages(cursor, at, () => Promise.reject(new Error('no documents here')), lines);
    for await (const page of pages) last = page.cursor ?? last;
    return { asked, last };
  }

  test('today alone within a day; the five before it when a new one begins; where it stopped after an interruption', async () => {
    expect(await round({ from: NOON - HOUR }, NOON)).toEqual({ asked: ['24'], last: { from: NOON } });
    expect((await round({ from: NOON - DAY }, NOON)).asked).toEqual(['18', '19', '20', '21', '22', '23', '24']);
    expect((await round({ from: since }, NOON)).asked).toEqual(['17', '18', '19', '20', '21', '22', '23', '24']);
    expect((await round({ from: since, link: '2026-11-22' }, NOON)).asked).toEqual(['22', '23', '24']);
    expect((await round({ from: NOON - 12 * DAY }, NOON)).asked[0]).toBe('12');
  });

  test('no more than 50 queries in an hour: a long way back goes on in the next', async () => {
    const stream = mixpanelStream({ base: new URL('https://data.mixpanel.com'), project: 7, since: NOON - 60 * DAY });
    const first = await round({ from: NOON - 60 * DAY }, NOON, stream);
    expect(first.asked).toHaveLength(50);
    expect(first.last).toEqual({ from: NOON - 60 * DAY, link: '2026-11-14' });
    expect((await round(first.last, NOON + HOUR / 2, stream)).asked).toEqual([]);
    expect((await round(first.last, NOON + HOUR, stream)).asked).toHaveLength(11);
  });
});
