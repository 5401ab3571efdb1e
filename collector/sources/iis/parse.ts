import { putHost } from '../json/put';
import { recordSource } from '../record-source';
import { writeAddress } from '../json/address';
import type { Fields } from '../json/fields';
import { writeLocalTime } from '../json/local-time';
import { readWho } from '../json/who';
import { keepRest } from '../json/rest';
import type { EventWriter } from '../source';
import { targetOf, writeHttp } from '../web/http';
import { writeSizes } from '../web/sizes';
import { w3cSource } from '../web/w3c';
import { columnsOf } from './columns';
import { commonColumnsOf } from './common';
import { nativeColumnsOf } from './native';

/** Access logs of IIS in the W3C extended format, in its own and in NCSA's, the rows of its log tables too. */
export const iis = w3cSource(
  recordSource({
    name: 'iis',
    recognises(row: Fields): number {
      if (!has(row, 'cs-method')) return 0;
      if (row.text('form') === 'common') return 0.4;
      const marks = ['cs-uri-stem', 'sc-status', 's-port', 'sc-win32-status', 'cs-username'].filter((name) => has(row, name)).length;
      return has(row, 'x-edge-location') ? 0 : marks >= 2 ? 1 : 0;
    },
    mark: /^#Software: Microsoft Internet Information|^#Fields: .*\bcs-uri-stem\b(?!.*\bx-edge)/m,
    fromText: (text) => columnsOf(text) ?? nativeColumnsOf(text) ?? commonColumnsOf(text),
    write(row, at, out): void {
      const when = timeOf(row);
      if (writeLocalTime(row.raw('local'), at, out)) {
        writeRow(row, out);
        out.end();
      } else if (when === undefined) out.reject('HAB-PARSE-001', 'date and time', `${get(row, 'date') ?? 'none'} ${get(row, 'time') ?? 'none'}`);
      else {
        out.time(when);
        writeRow(row, out);
        out.end();
      }
    },
  }),
  / /
);

/** By the log's own name, or as tables write it: `cs(User-Agent)` is `csUserAgent`. */
function get(row: Fields, name: string): string | undefined {
  let names = NAMES.get(name);
  if (names === undefined) {
    names = [name, name.replace(/\W+/g, ''), name.replace(/\W+/g, '_').replace(/_$/, '')];
    NAMES.set(name, names);
  }
  return row.text(...names);
}

const NAMES = new Map<string, readonly string[]>();

function has(row: Fields, name: string): boolean {
  return get(row, name) !== undefined;
}

/** W3C logs are in UTC. */
function timeOf(row: Fields): number | undefined {
  const [date, time] = [get(row, 'date'), get(row, 'time')];
  return date === undefined || time === undefined ? row.time('TimeGenerated', '@timestamp') : new Date(`${date}T${time}Z`).getTime() || undefined;
}

function writeRow(row: Fields, out: EventWriter): void {
  const milliseconds = get(row, 'time-taken');
  const path = get(row, 'cs-uri-stem');
  writeHttp(out, {
    dataset: 'iis.access',
    status: get(row, 'sc-status'),
    bytes: get(row, 'sc-bytes'),
    bytesIn: get(row, 'cs-bytes'),
    method: get(row, 'cs-method'),
    target: targetOf(path, get(row, 'cs-uri-query')),
    protocol: get(row, 'cs-version'),
    domain: get(row, 'cs-host') ?? get(row, 'cs(Host)'),
    client: get(row, 'c-ip'),
    port: get(row, 'c-port'),
    forwarded: get(row, 'X-Forwarded-For') ?? get(row, 'x-forwarded-for'),
    user: userOf(row),
    agent: spaced(get(row, 'cs(User-Agent)')),
    referrer: get(row, 'cs(Referer)'),
    duration: milliseconds === undefined ? undefined : Number(milliseconds) * 1e6,
  });
  // Whoever counts connections counts those of servers of Windows too.
  out.add('event.category', 'network');
  out.add('event.type', 'connection');
  writeSizes(out, get(row, 'sc-bytes'), get(row, 'cs-bytes'));
  writeServer(row, out);
  for (const name of ['date', 'time', '@timestamp', 'form', 'cs(Cookie)']) get(row, name);
  keepRest(row, out, 'iis');
}

/** IIS writes spaces as plus signs. */
function spaced(value: string | undefined): string | undefined {
  return value?.replace(/\+/g, ' ');
}

/** Windows, basic and client-certificate authentication name the user; anonymous is nobody. */
function userOf(row: Fields): string | undefined {
  const said = spaced(get(row, 'cs-username'));
  return readWho(said) === undefined ? undefined : said;
}

function writeServer(row: Fields, out: EventWriter): void {
  writeAddress(out, 'destination', get(row, 's-ip'));
  const port = row.number('s-port', 'sPort', 's_port');
  if (port !== undefined) out.number('destination.port', port);
  const host = get(row, 's-computername')?.toLowerCase();
  putHost(out, 'host.name', host);
  const [sub, win32] = [get(row, 'sc-substatus'), get(row, 'sc-win32-status')];
  const status = get(row, 'sc-status');
  // 401.1 is a sign-in that failed, 401.2 only the question for one.
  if (status !== undefined && sub !== undefined && sub !== '0') out.text('event.code', `${status}.${sub}`);
  if (win32 !== undefined && win32 !== '0') out.text('error.code', win32);
}
