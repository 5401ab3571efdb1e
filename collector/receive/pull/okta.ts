import { HabitusError } from '../../../pkg/errors';
import type { Millis } from '../../../pkg/model';
import { okta } from '../../sources/okta/parse';
import { recordsOf, type Answer, type Credentials, type Get, type Page, type PullCursor, type PullStream } from './service';

const PAGE = 1_000;

/**
 * Okta's System Log as its documentation wants it polled: `since` without `until`, ascending, then the `next` link of each answer, also of an empty
 * one, which is asked again later. Events come in the order in which they were stored, so late ones are not missed.
 * https://developer.okta.com/docs/reference/system-log-query
 */
export function oktaStream(base: URL): PullStream {
  const begin = (since: Millis): string => {
    const url = new URL('/api/v1/logs', base);
    url.search = new URLSearchParams({ since: new Date(since).toISOString(), sortOrder: 'ASCENDING', limit: String(PAGE) }).toString();
    return url.href;
  };
  return {
    name: `okta-${base.host}`,
    source: okta,
    async *pages({ link, from }: PullCursor, _now: Millis, get: Get): AsyncIterable<Page> {
      let url = link ?? begin(from);
      for (;;) {
        const { body, headers } = await get(url);
        if (!Array.isArray(body)) throw new HabitusError('HAB-RECV-009', typeof body, 'a list of events from Okta');
        const next = nextLink(headers, base);
        const records = recordsOf(body);
        const newest = newestOf(body, from);
        if (next !== undefined) yield { records, cursor: { link: next, from: newest } };
        else yield { records, cursor: { from: newest } };
        if (records.length === 0 || next === undefined || next === url) return;
        url = next;
      }
    },
  };
}

/** An API token of an administrator who may read the log. */
export function oktaCredentials(secret: string): Credentials {
  return { headers: () => Promise.resolve({ authorization: `SSWS ${secret}` }), refused: () => undefined };
}

/** `<https://…>; rel="next"`. A link to another host would carry the token there. */
function nextLink(headers: Answer['headers'], base: URL): string | undefined {
  const found = /<([^<>]+)>\s{0,8};\s{0,8}rel="?next"?/.exec(headers.get('link') ?? '')?.[1];
  if (found === undefined) return undefined;
  const url = new URL(found, base);
  if (url.origin !== base.origin) throw new HabitusError('HAB-RECV-009', url.origin, `a next page on ${base.origin}`);
  return url.href;
}

/** Where to begin again should the link expire. */
function newestOf(events: readonly unknown[], from: Millis): Millis {
  const times = events.map((event) => Date.parse(String((event as { published?: unknown } | null)?.published)));
  return times.reduce((newest, at) => (at > newest ? at : newest), from);
}
