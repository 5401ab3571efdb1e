import { HabitusError } from '../../../pkg/errors';
import { type Millis } from '../../../pkg/model';
import { mixpanel } from '../../sources/mixpanel/parse';
import { HourlyAllowance } from './allowance';
import { dayIn, dayNumber, nameOfDay } from './days';
import type { Credentials, GetLines, Page, PullCursor, PullStream } from './service';

export interface MixpanelProject {
  /** `https://data.mixpanel.com`, `data-eu` or `data-in`. */
  readonly base: URL;
  readonly project: number;
  /** Of a project from before 2023, whose days and times are those of its own zone; all others are in UTC. */
  readonly zone?: string | undefined;
  /** What is older is not asked for again. */
  readonly since: Millis;
}

/** Phones send up to five days late. */
const LATE_DAYS = 5;
/** Of the 60 queries an hour that a project has, some are left to others. */
const QUERIES = 50;

/**
 * Mixpanel's raw event export, a day a query, since a day is the finest that it answers. Within a day the day itself is asked for again each round; when a new
 * day begins, the five before it too, as late events belong to the day on which they happened. What comes twice has the same `$insert_id`.
 * https://docs.mixpanel.com/reference/raw-event-export
 */
export function mixpanelStream({ base, project, zone, since }: MixpanelProject): PullStream {
  const allowance = new HourlyAllowance(QUERIES);
  const url = (day: number): string => {
    const date = nameOfDay(day);
    const asked = new URL('/api/2.0/export', base);
    asked.search = new URLSearchParams({ project_id: String(project), from_date: date, to_date: date, time_in_ms: 'true' }).toString();
    return asked.href;
  };
  const firstDay = ({ from, link }: PullCursor, today: number): number => {
    if (link !== undefined) return dayNumber(link);
    const last = dayIn(from, zone);
    return last >= today ? today : Math.min(last, Math.max(last - LATE_DAYS, dayIn(since, zone)));
  };
  return {
    name: `mixpanel-${project}`,
    source: mixpanel,
    ...(zone !== undefined && { zone }),
    async *pages(cursor, now, _get, lines): AsyncIterable<Page> {
      const today = dayIn(now, zone);
      for (let day = firstDay(cursor, today); day <= today; day++) {
        if (!allowance.take(now)) return;
        yield* pagesOf(lines, url(day), base.host);
        yield { records: [], cursor: day === today ? { from: now } : { from: cursor.from, link: nameOfDay(day + 1) } };
      }
    },
  };
}

/** A service account: its name and secret. */
export function mixpanelCredentials(account: string, secret: string): Credentials {
  const authorization = `Basic ${Buffer.from(`${account}:${secret}`).toString('base64')}`;
  return { headers: () => Promise.resolve({ authorization, accept: 'text/plain' }), refused: () => undefined };
}

async function* pagesOf(lines: GetLines, url: string, host: string): AsyncIterable<Page> {
  for await (const batch of lines(url)) {
    // It answers 200 before it knows how it ends.
    const broken = batch.records.find((line) => line.length < SHORT && BROKEN.test(line.toString('utf8')));
    if (broken !== undefined) throw new HabitusError('HAB-RECV-009', broken.toString('utf8'), `${host} to send the whole day`);
    yield batch;
  }
}

const SHORT = 100;
const BROKEN = /^terminated early$/i;
