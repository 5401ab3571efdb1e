import { normaliseAddress } from '../../../pkg/identity';
import { rowOf } from '../web/w3c';

/**
 * The columns of a line whose header was not seen, told by its values: IIS keeps one order whichever columns are chosen, and the method, the path, the
 * address of the client and the three statuses are known by their form. Undefined for a line that is none of IIS.
 */
export function columnsOf(text: string): Readonly<Record<string, string>> | undefined {
  const values = text.trimEnd().split(' ');
  if (!/^\d{4}-\d\d-\d\d$/.test(values[0] ?? '') || !/^\d\d:\d\d:\d\d(?:\.\d+)?$/.test(values[1] ?? '')) return undefined;
  const method = values.findIndex((value, index) => index >= 2 && index <= 5 && METHOD.test(value) && /^[/*-]/.test(values[index + 1] ?? ''));
  if (method < 0 || !isClient(values[method + 5])) return undefined;
  const status = values.findIndex((_value, index) => index > method + 5 && STATUSES.every((form, offset) => form.test(values[index + offset] ?? '')));
  if (status < 0) return undefined;
  const names = [...serverColumns(values.slice(2, method)), ...REQUEST, ...agentColumns(values.slice(method + 6, status)), ...behind(values.slice(status + 3))];
  return rowOf(['date', 'time', ...names], values);
}

const METHOD = /^[A-Z][A-Z_-]{2,31}$/;
const STATUSES = [/^\d{3}$/, /^\d{1,3}$/, /^\d{1,10}$/];
const REQUEST = ['cs-method', 'cs-uri-stem', 'cs-uri-query', 's-port', 'cs-username', 'c-ip'];

function isClient(value: string | undefined): boolean {
  return value !== undefined && (value === '-' || normaliseAddress(value.replace(/%.*$/s, '')) !== undefined);
}

/** Site (`W3SVC1`), computer and address of the server, as many of them as there are. */
function serverColumns(values: readonly string[]): readonly string[] {
  const isAddress = values.length > 0 && isClient(values.at(-1));
  const names = isAddress ? values.slice(0, -1) : values;
  const known = names.length === 2 ? ['s-sitename', 's-computername'] : names.map((name) => (/^W3SVC\d+$/i.test(name) ? 's-sitename' : 's-computername'));
  return isAddress ? [...known, 's-ip'] : known;
}

/** Version, agent, cookie, referrer and host. Of two behind the agent the second may be the host, and the first a cookie or the referrer: each by its look. */
function agentColumns(values: readonly string[]): readonly string[] {
  const version = /^HTTP\//.test(values[0] ?? '') ? ['cs-version'] : [];
  const [, first = '', second = '', third] = values.slice(version.length);
  const count = values.length - version.length;
  if (count === 0) return version;
  const isHost = third === undefined && second !== '-' && /^[\w.-]+(?::\d+)?$/.test(second);
  const isPage = first === '-' || /^[a-z-]+:\/\//i.test(first);
  const two = isHost ? [isPage ? 'cs(Referer)' : 'cs(Cookie)', 'cs-host'] : ['cs(Cookie)', 'cs(Referer)'];
  return [...version, 'cs(User-Agent)', ...([[], ['cs(Referer)'], two, ['cs(Cookie)', 'cs(Referer)', 'cs-host']][count - 1] ?? [])];
}

/** The statuses, then bytes and time, then the forwarded header and a port where the operator added them. */
function behind(values: readonly string[]): readonly string[] {
  const numbers = values.findIndex((value) => !/^\d+$/.test(value));
  const measured = numbers < 0 ? values.length : numbers;
  const names = [[], ['time-taken'], ['sc-bytes', 'time-taken'], ['sc-bytes', 'cs-bytes', 'time-taken']][measured] ?? [];
  return ['sc-status', 'sc-substatus', 'sc-win32-status', ...names, ...['X-Forwarded-For', 'forwarded-port'].slice(0, values.length - measured)];
}
