import type { Millis } from '../../../pkg/model';
import { readJournal } from './journal';

/** What a clock without a zone showed, and perhaps without a year. */
export interface LocalTime {
  readonly year?: number;
  /** 0 to 11. */
  readonly month: number;
  readonly day: number;
  /** Since midnight. */
  readonly time: Millis;
}

/** The head of a line of a log: RFC 3164 with or without a year, RFC 5424, ISO 8601 as rsyslog and journalctl write it, or a journal's entry in JSON. */
export interface SyslogHead {
  /** With a year and a zone, or undefined: then `local` is what the clock showed. */
  readonly at: Millis | undefined;
  readonly local: LocalTime | undefined;
  readonly host: string;
  readonly program: string;
  readonly pid: number | undefined;
  readonly message: string;
}

const PRIORITY = String.raw`^(?:<\d{1,3}>)?`;
const CLOCK = String.raw`(\d{2}:\d{2}:\d{2}(?:[.,]\d+)?)`;
/** `host program[pid]: message`, `host syslogd 1.4.1: message`; a line that never left its machine may lack the host. */
const FROM = String.raw`(?:(\S+) )?([^\s:[]+)(?: \d[\d.]{1,10})?(?:\[(\d+)\])?: ?(.*)$`;
const OLD = new RegExp(String.raw`${PRIORITY}([A-Z][a-z]{2}) {1,2}(\d{1,2}) (?:(\d{4}) )?${CLOCK} (?:(\d{4}) )?${FROM}`, 's');
const YEAR_FIRST = new RegExp(String.raw`${PRIORITY}(\d{4}) ([A-Z][a-z]{2}) {1,2}(\d{1,2}) ${CLOCK} ${FROM}`, 's');
const ISO = new RegExp(String.raw`${PRIORITY}(?:[A-Z][a-z]{2} )?(\d{4})-(\d{2})-(\d{2})[T ]${CLOCK}(?: ?(Z|UTC|GMT|[+-]\d{2}:?\d{2}))? ${FROM}`, 's');
const EPOCH = new RegExp(String.raw`^(\d{10}(?:\.\d+)?) ${FROM}`, 's');
const NEW = /^<\d{1,3}>1 (\S+) (\S+) (\S+) (\S+) \S+ (?:-|(?:\[(?:[^\]"]|"(?:[^"\\]|\\.)*")*\])+) ?\uFEFF?(.*)$/s;
const ISO_TIME = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}:\d{2}:\d{2}(?:\.\d+)?)(Z|[+-]\d{2}:\d{2})?$/;
export const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export function readHead(line: string): SyslogHead | undefined {
  return readOld(line) ?? readIso(line) ?? readNew(line) ?? readYearFirst(line) ?? readEpoch(line) ?? readJournal(line);
}

function readOld(line: string): SyslogHead | undefined {
  const match = OLD.exec(line);
  if (!match) return undefined;
  const [, month, day, yearBefore, clock, yearBehind, ...from] = match;
  return at(local(yearBefore ?? yearBehind, MONTHS.indexOf(month ?? ''), day, clock), undefined, from);
}

function readYearFirst(line: string): SyslogHead | undefined {
  const match = YEAR_FIRST.exec(line);
  if (!match) return undefined;
  const [, year, month, day, clock, ...from] = match;
  return at(local(year, MONTHS.indexOf(month ?? ''), day, clock), undefined, from);
}

function readIso(line: string): SyslogHead | undefined {
  const match = ISO.exec(line);
  if (!match) return undefined;
  const [, year, month, day, clock, zone, ...from] = match;
  return at(local(year, Number(month) - 1, day, clock), zone, from);
}

function readNew(line: string): SyslogHead | undefined {
  const match = NEW.exec(line);
  if (!match) return undefined;
  const [, stamp = '', host, program, pid, message] = match;
  const [, year, month, day, clock, zone] = ISO_TIME.exec(stamp) ?? [];
  if (year === undefined) return { at: undefined, local: undefined, ...rest([host, program, pid, message]) };
  return at(local(year, Number(month) - 1, day, clock), zone, [host, program, pid, message]);
}

function readEpoch(line: string): SyslogHead | undefined {
  const match = EPOCH.exec(line);
  if (!match) return undefined;
  const [, seconds, ...from] = match;
  return { at: Math.floor(Number(seconds) * 1000), local: undefined, ...rest(from) };
}

function local(year: string | undefined, month: number, day: string | undefined, clock = ''): LocalTime | undefined {
  const [hour, minute, second] = clock.replace(',', '.').split(':').map(Number);
  if (month < 0 || month > 11 || !(Number(day) >= 1 && Number(day) <= 31) || !(Number(hour) <= 23) || !(Number(minute) <= 59) || !(Number(second) < 61)) {
    return undefined;
  }
  const time = Math.floor(((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000 + 1e-6);
  return { ...(year !== undefined && { year: Number(year) }), month, day: Number(day), time };
}

type From = readonly (string | undefined)[];

function at(time: LocalTime | undefined, zone: string | undefined, from: From): SyslogHead | undefined {
  if (time === undefined) return undefined;
  if (zone === undefined || time.year === undefined) return { at: undefined, local: time, ...rest(from) };
  return { at: Date.UTC(time.year, time.month, time.day) + time.time - offset(zone), local: undefined, ...rest(from) };
}

function offset(zone: string): Millis {
  const match = /^([+-])(\d{2}):?(\d{2})$/.exec(zone);
  return match ? (Number(match[2]) * 60 + Number(match[3])) * 60_000 * (match[1] === '-' ? -1 : 1) : 0;
}

function rest([host = '', program = '', pid, message = '']: From): Omit<SyslogHead, 'at' | 'local'> {
  const pam = /^(\w{1,40})\((pam_\w{1,40})\)$/.exec(program);
  if (pam) return rest([host, pam[1], pid, oldPam(pam[1] ?? '', pam[2] ?? '', message)]);
  const name = program.slice(program.lastIndexOf('/') + 1);
  return { host: host === '-' ? '' : host, program: name, pid: pid !== undefined && /^\d{1,10}$/.test(pid) ? Number(pid) : undefined, message };
}

/** Linux-PAM before 0.99 named itself in the head, `sshd(pam_unix)[19939]: session opened …`: as it is written since, `pam_unix(sshd:session): …`. */
function oldPam(program: string, module: string, message: string): string {
  return `${module}(${program}:${message.startsWith('session ') ? 'session' : 'old-auth'}): ${message}`;
}
