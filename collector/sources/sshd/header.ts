import type { Millis } from '../../../pkg/model';

/** The head of a syslog line: RFC 3164 (no year, no zone), RFC 3164 with ISO time, or RFC 5424. */
export interface SyslogHead {
  /** With a year and a zone, or undefined: then `local` is what the clock showed. */
  readonly at: Millis | undefined;
  readonly local: { readonly month: number; readonly day: number; readonly time: Millis } | undefined;
  readonly host: string;
  readonly program: string;
  readonly pid: number | undefined;
  readonly message: string;
}

const OLD = /^(?:<\d{1,3}>)?([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d{2}):(\d{2}):(\d{2})(?:\.\d+)? (\S+) ([^\s:[]+)(?:\[(\d+)\])?: ?(.*)$/s;
const OLD_WITH_YEAR = /^(?:<\d{1,3}>)?([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d{4}) (\d{2}:\d{2}:\d{2}) (\S+) ([^\s:[]+)(?:\[(\d+)\])?: ?(.*)$/s;
const ISO = /^(?:<\d{1,3}>)?(\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}\S*) (\S+) ([^\s:[]+)(?:\[(\d+)\])?: ?(.*)$/s;
const NEW = /^<\d{1,3}>1 (\S+) (\S+) (\S+) (\S+) \S+ (?:-|\[[^\]]*\])+ ?\uFEFF?(.*)$/s;
export const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export function readHead(line: string): SyslogHead | undefined {
  return readOld(line) ?? readIso(line) ?? readNew(line) ?? readOldWithYear(line);
}

function readOld(line: string): SyslogHead | undefined {
  const match = OLD.exec(line);
  if (!match) return undefined;
  const [, month, day, hour, minute, second, host, program, pid, message] = match as unknown as string[];
  const number = MONTHS.indexOf(month ?? '');
  if (number < 0) return undefined;
  const time = ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000;
  return { at: undefined, local: { month: number, day: Number(day), time }, ...rest(host, program, pid, message) };
}

function readOldWithYear(line: string): SyslogHead | undefined {
  const match = OLD_WITH_YEAR.exec(line);
  if (!match) return undefined;
  const [, month, day, year, time, host, program, pid, message] = match as unknown as string[];
  return dated(
    `${year}-${String(MONTHS.indexOf(month ?? '') + 1).padStart(2, '0')}-${(day ?? '').padStart(2, '0')}T${time}Z`,
    rest(host, program, pid, message)
  );
}

function readIso(line: string): SyslogHead | undefined {
  const match = ISO.exec(line);
  if (!match) return undefined;
  const [, time, host, program, pid, message] = match as unknown as string[];
  return dated(zoned(time ?? ''), rest(host, program, pid, message));
}

function readNew(line: string): SyslogHead | undefined {
  const match = NEW.exec(line);
  if (!match) return undefined;
  const [, time, host, program, pid, message] = match as unknown as string[];
  return dated(zoned(time ?? ''), rest(host, program, pid, message));
}

function zoned(time: string): string {
  return /(?:Z|[+-]\d{2}:?\d{2})$/.test(time) ? time : `${time}Z`;
}

function dated(iso: string, head: Omit<SyslogHead, 'at' | 'local'>): SyslogHead | undefined {
  const at = Date.parse(iso.replace(' ', 'T').replace(/(\.\d{3})\d+/, '$1'));
  return Number.isNaN(at) ? undefined : { at, local: undefined, ...head };
}

function rest(host = '', program = '', pid?: string, message = ''): Omit<SyslogHead, 'at' | 'local'> {
  const name = program.slice(program.lastIndexOf('/') + 1);
  return { host, program: name, pid: pid !== undefined && /^\d+$/.test(pid) ? Number(pid) : undefined, message };
}
