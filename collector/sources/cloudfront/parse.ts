import type { Fields } from '../json/fields';
import { put } from '../json/put';
import { readAddress } from '../json/address';
import { keepRest } from '../json/rest';
import { recordSource } from '../record-source';
import type { EventWriter } from '../source';
import { writePlace } from '../json/geo';
import { writeSizes } from '../web/sizes';
import { targetOf, writeHttp } from '../web/http';
import { rowOf, w3cSource } from '../web/w3c';
import { realTimeColumnsOf } from './real-time';
import { unescaped } from './unescaped';

/** Access logs of Amazon CloudFront: the standard files in S3, the JSON of their second version, and real-time records. */
export const cloudfront = w3cSource(
  recordSource({
    name: 'cloudfront',
    recognises(row: Fields): number {
      return row.has('x-edge-location') || row.has('x_edge_location') ? 1 : row.has('x-edge-result-type') ? 0.9 : 0;
    },
    mark: /^#Fields: .*\bx-edge-location\b/m,
    fromText: columnsOf,
    write(row, _at, out): void {
      const when = timeOf(row);
      if (when === undefined) out.reject('HAB-PARSE-001', 'date and time', `${get(row, 'date') ?? 'none'} ${get(row, 'time') ?? 'none'}`);
      else {
        out.time(when);
        writeRow(row, out);
        out.end();
      }
    },
  }),
  /\t/
);

/** The documented order, which files of all versions keep; older files end sooner. */
const COLUMNS = (
  'date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) cs(User-Agent) cs-uri-query cs(Cookie) x-edge-result-type x-edge-request-id ' +
  'x-host-header cs-protocol cs-bytes time-taken x-forwarded-for ssl-protocol ssl-cipher x-edge-response-result-type cs-protocol-version fle-status fle-encrypted-fields ' +
  'c-port time-to-first-byte x-edge-detailed-result-type sc-content-type sc-content-len sc-range-start sc-range-end'
).split(' ');

/** Older files, and lines that were cut, end sooner. */
function columnsOf(text: string): Readonly<Record<string, string>> | undefined {
  const values = text.trimEnd().split('\t');
  const row = rowOf(COLUMNS.slice(0, Math.max(LEAST, values.length)), values) ?? realTimeColumnsOf(values);
  if (row?.timestamp !== undefined) return row;
  return row !== undefined && /^\d{4}-\d\d-\d\d$/.test(row.date ?? '') && readAddress(row['c-ip'])?.ip !== undefined ? row : undefined;
}

/** What a line needs to be one: up to the query. */
const LEAST = 12;

/** By the log's own name, or as Parquet and real-time records write it: `cs(User-Agent)` is `cs_user_agent` and `cs-user-agent`. */
function get(row: Fields, name: string): string | undefined {
  return row.text(name, name.replace(/\W+/g, '_').replace(/_$/, ''), name.replace('(', '-').replace(')', ''));
}

function timeOf(row: Fields): number | undefined {
  // Whoever counts equal requests together names the first and the last.
  const [date, time] = [get(row, 'date'), get(row, 'time') ?? get(row, 'start_time')];
  if (date === undefined || time === undefined) return row.time('timestamp(ms)', 'timestamp', 'timestamp_ms');
  return new Date(`${date}T${time}Z`).getTime() || undefined;
}

function writeRow(row: Fields, out: EventWriter): void {
  const seconds = get(row, 'time-taken');
  writeHttp(out, {
    dataset: 'cloudfront.access',
    status: get(row, 'sc-status'),
    bytes: get(row, 'sc-content-len') ?? get(row, 'sc-bytes'),
    bytesIn: get(row, 'cs-bytes'),
    method: get(row, 'cs-method'),
    target: targetOf(get(row, 'cs-uri-stem'), get(row, 'cs-uri-query')),
    scheme: get(row, 'cs-protocol'),
    protocol: get(row, 'cs-protocol-version'),
    domain: get(row, 'x-host-header') ?? get(row, 'cs(Host)'),
    client: get(row, 'c-ip'),
    port: get(row, 'c-port'),
    forwarded: get(row, 'x-forwarded-for'),
    agent: unescaped(get(row, 'cs(User-Agent)')),
    referrer: unescaped(get(row, 'cs(Referer)')),
    duration: seconds === undefined ? undefined : Number(seconds) * 1e9,
    id: get(row, 'x-edge-request-id'),
    tls: get(row, 'ssl-protocol'),
    cipher: get(row, 'ssl-cipher'),
    mime: get(row, 'sc-content-type'),
  });
  writeSizes(out, get(row, 'sc-bytes'), get(row, 'cs-bytes'));
  put(out, 'http.request.id', get(row, 'x-edge-request-id'));
  putRelated(out, get(row, 'cs(Host)'));
  const protocol = get(row, 'cs-protocol');
  if (protocol !== undefined) out.text('network.protocol', protocol);
  out.text('cloud.provider', 'aws');
  writePlace(out, { country: get(row, 'c-country') });
  const system = row.number('asn');
  if (system !== undefined) out.number('source.as.number', system);
  writeEnd(row, out);
  for (const name of NOT_KEPT) get(row, name);
  keepRest(row, out, 'cloudfront');
}

/** The distribution's own name, where the viewer asked for another. */
function putRelated(out: EventWriter, host: string | undefined): void {
  if (host !== undefined) out.add('related.hosts', host);
}

/** Said already, and secrets: `cs-headers` holds cookies and tokens. */
const NOT_KEPT = ['date', 'time', 'start_time', 'end_time', 'timestamp', 'timestamp(ms)', 'cs(Cookie)', 'cs-headers'];

/** No status: the client left before the answer. An error's kind says why. */
function writeEnd(row: Fields, out: EventWriter): void {
  if (get(row, 'sc-status') === '000') out.text('event.outcome', 'failure');
  const detailed = get(row, 'x-edge-detailed-result-type');
  const result = get(row, 'x-edge-result-type');
  if (result !== undefined && /error|limit/i.test(result)) out.text('event.reason', detailed ?? result);
}
