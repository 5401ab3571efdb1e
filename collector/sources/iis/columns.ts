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
  return value !== undefined && (value === '-' || normaliseAddress(value.replace(/%.*$/, '')) !== undefined);
}

/** Site, computer and address of the server, as many of them as there are. */
function serverColumns(values: readonly string[]): readonly string[] {
  const isAddress = isClient(values.at(-1));
  const names = ['s-sitename', 's-computername'].slice(0, isAddress ? values.length - 1 : values.length);
  return isAddress ? [...names, 's-ip'] : names;
}

/** Version, agent, cookie, referrer and host. Of two behind the agent the second is the host when it looks like one, else they are cookie and referrer. */
function agentColumns(values: readonly string[]): readonly string[] {
  const version = /^HTTP\//.test(values[0] ?? '') ? ['cs-version'] : [];
  const rest = values.slice(version.length);
  const isHost = /^[\w.-]+(?::\d+)?$/.test(rest[2] ?? '') && rest[2] !== '-';
  const behindAgent = [[], [], ['cs(Referer)'], isHost ? ['cs(Referer)', 'cs-host'] : ['cs(Cookie)', 'cs(Referer)'], ['cs(Cookie)', 'cs(Referer)', 'cs-host']];
  return rest.length === 0 ? version : [...version, 'cs(User-Agent)', ...(behindAgent[rest.length] ?? [])];
}

/** The statuses, then bytes and time, then the forwarded header where the operator added it. */
function behind(values: readonly string[]): readonly string[] {
  const last = values.at(-1) ?? '';
  const isForwarded = values.length > 1 && (/[.:,]/.test(last) || (last === '-' && values.length !== 3));
  const measured = isForwarded ? values.length - 1 : values.length;
  const names = [[], ['time-taken'], ['sc-bytes', 'time-taken'], ['sc-bytes', 'cs-bytes', 'time-taken']][measured] ?? [];
  return ['sc-status', 'sc-substatus', 'sc-win32-status', ...names, ...(isForwarded ? ['X-Forwarded-For'] : [])];
}
