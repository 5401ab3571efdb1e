import type { LogRecord } from '../../receive/otlp/log-record';
import type { Span } from '../../receive/otlp/span';
import { kindOf } from './classify';
import { outcomeOfStatus } from './http-outcome';

/**
 * What a span says somebody did, as a log record, which has all that an event needs: so it is written, refused, kept and replayed as one.
 *
 * A span is an event of a user when it names one itself (`user.*` or `enduser.*`), when it is the entry into a service whose resource does, or when
 * it begins in a browser: a page that loads, a click, a request of the page. Everything else is the inside of a program.
 * Its id is made of trace and span, so that a span that is sent again, in whatever request, is one event.
 * @returns undefined for a span that is no event of a user
 */
export function eventOfSpan(span: Span): LogRecord | undefined {
  const inBrowser = isBrowser(span);
  if (!isOfUser(span, inBrowser)) return undefined;
  const attributes = new Map<string, unknown>(span.attributes);
  const add = (name: string, value: unknown): void => {
    if (value !== undefined && value !== '' && !attributes.has(name)) attributes.set(name, value);
  };
  if (span.spanId !== '') add('event.id', `${span.traceId}-${span.spanId}`);
  add('trace.id', span.traceId);
  add('span.id', span.spanId);
  add('event.duration', durationOf(span));
  add('event.outcome', outcomeOf(span));
  if (span.status === ERROR) add('error.message', span.statusMessage);
  if (inBrowser && kindOf(span.name, false) === undefined && !attributes.has('event.category')) {
    attributes.set('event.category', 'web');
    add('event.type', 'access');
  }
  return {
    resource: span.resource,
    attributes,
    time: Number(span.start / 1_000_000n),
    observed: Number(span.end / 1_000_000n),
    body: undefined,
    severity: '',
    eventName: span.name,
  };
}

const SERVER = 2;
const CONSUMER = 5;
const OK = 1;
const ERROR = 2;

function isOfUser({ attributes, resource, kind, parentId }: Span, inBrowser: boolean): boolean {
  if (namesUser(attributes)) return true;
  const isEntry = parentId === '' || kind === SERVER || kind === CONSUMER;
  return isEntry && (namesUser(resource) || (inBrowser && parentId === ''));
}

/** `user.id`, `user.name`, `enduser.id`, ... with a value. What a user agent says is not about a user. */
function namesUser(attributes: ReadonlyMap<string, unknown>): boolean {
  for (const [name, value] of attributes) {
    if ((name.startsWith('user.') || name.startsWith('enduser.')) && NAMING.has(name.slice(name.indexOf('.') + 1)) && value !== undefined && value !== '') {
      return true;
    }
  }
  return false;
}

const NAMING: ReadonlySet<string> = new Set(['id', 'name', 'email', 'full_name', 'hash', 'pseudo.id']);

function isBrowser({ resource, attributes }: Span): boolean {
  if (resource.get('telemetry.sdk.language') === 'webjs') return true;
  for (const names of [resource, attributes]) for (const name of names.keys()) if (name.startsWith('browser.')) return true;
  return false;
}

/** Nanoseconds, as ECS wants them. */
function durationOf({ start, end }: Span): number | undefined {
  const took = Number(end - start);
  return start > 0n && took >= 0 && Number.isSafeInteger(took) ? took : undefined;
}

/** By the span's status where it was set, else by the status of HTTP, which instrumentations of servers leave unset for what the client did wrong. */
function outcomeOf({ status, attributes }: Span): string | undefined {
  if (status === OK) return 'success';
  if (status === ERROR) return 'failure';
  return outcomeOfStatus(attributes.get('http.response.status_code') ?? attributes.get('http.status_code'));
}
