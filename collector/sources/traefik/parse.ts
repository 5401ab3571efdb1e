import { keepRest } from '../json/rest';
import type { Fields } from '../json/fields';
import { recordSource } from '../record-source';
import type { EventWriter } from '../source';
import { writeHttp } from '../web/http';
import { cutCommon } from './common';

/** Access logs of Traefik, as JSON (1.x to 3.x) or in its form of the common log format. */
export const traefik = recordSource({
  name: 'traefik',
  recognises(line: Fields): number {
    if (line.text('form') === 'common') return 0.4;
    const marks = ['DownstreamStatus', 'DownstreamContentSize', 'ClientAddr', 'ClientHost', 'RouterName', 'OriginStatus'].filter((key) => line.has(key)).length;
    return marks >= 2 ? 1 : marks === 1 ? 0.6 : 0;
  },
  fromText: cutCommon,
  write(line, _at, out): void {
    const when = line.time('StartUTC', 'StartLocal', 'time', '@timestamp');
    if (when === undefined) out.reject('HAB-PARSE-001', 'StartUTC, StartLocal or time', String(line.raw('time') ?? 'none'));
    else if (!line.has('DownstreamStatus') && !line.has('RequestMethod') && !line.has('ClientHost')) out.drop('housekeeping');
    else {
      out.time(when);
      writeAccess(line, out);
      out.end();
    }
  },
});

function writeAccess(line: Fields, out: EventWriter): void {
  const path = line.text('RequestPath');
  writeHttp(out, {
    dataset: 'traefik.access',
    status: line.raw('DownstreamStatus'),
    bytes: line.raw('DownstreamContentSize'),
    bytesIn: line.raw('RequestContentSize'),
    method: line.raw('RequestMethod'),
    target: path,
    scheme: line.raw('RequestScheme'),
    protocol: line.raw('RequestProtocol'),
    domain: line.raw('RequestHost') ?? line.raw('RequestAddr'),
    client: line.raw('ClientAddr') ?? line.raw('ClientHost'),
    port: line.raw('ClientPort'),
    forwarded:
      line.raw('request_X-Forwarded-For') ??
      line.raw('X-Forwarded-For') ??
      line.raw('request_X-Real-Ip') ??
      line.raw('request_Cf-Connecting-Ip') ??
      otherHost(line),
    server: line.raw('ServiceAddr') ?? line.raw('BackendAddr'),
    user: line.raw('ClientUsername'),
    agent: line.raw('request_User-Agent') ?? line.raw('User-Agent'),
    referrer: line.raw('request_Referer') ?? line.raw('Referer'),
    duration: line.number('Duration'),
    id: line.raw('request_X-Request-Id'),
    tls: line.raw('TLSVersion'),
    cipher: line.raw('TLSCipher'),
  });
  if (/^HTTP\/[12]/.test(line.text('RequestProtocol') ?? '')) out.text('network.transport', 'tcp');
  const service = line.text('ServiceName', 'BackendName');
  if (service !== undefined) out.text('service.name', service);
  const router = line.text('RouterName', 'FrontendName');
  if (router !== undefined) out.extra('traefik.router', router);
  for (const key of NOT_KEPT) line.raw(key);
  keepRest(line, out, 'traefik');
}

/** Where the two differ, Traefik believed a header. */
function otherHost(line: Fields): string | undefined {
  const host = line.text('ClientHost');
  return host !== undefined && line.text('ClientAddr')?.includes(host) !== true ? host : undefined;
}

/** Said twice, or of Traefik itself. `request_Authorization` and cookies are secrets. */
const NOT_KEPT =
  'form StartUTC StartLocal time level msg RequestLine RequestPort ClientHost GzipRatio Overhead request_Authorization request_Cookie downstream_Set-Cookie origin_Set-Cookie ServiceURL BackendURL'.split(
    ' '
  );
