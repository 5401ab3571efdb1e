import { cutAccessLine } from '../web-access/line';

/** `client - user [time] "request" status bytes "referrer" "agent" count "router" "server" 12ms` as Traefik's own names. Undefined for the line of another server. */
export function cutCommon(text: string): Readonly<Record<string, unknown>> | undefined {
  const line = cutAccessLine(text);
  const tail = line && TAIL.exec(line.rest);
  if (!line || !tail) return undefined;
  const [client, , ...user] = line.head.trim().split(' ');
  const [, count, router, server, milliseconds] = tail;
  const request = /^(\S+) (\S.*?)(?: (HTTP\/\S+))?$/.exec(line.request);
  return {
    StartUTC: new Date(line.at).toISOString(),
    ClientAddr: client,
    ClientUsername: user.join(' '),
    RequestMethod: request?.[1],
    RequestPath: request?.[2],
    RequestProtocol: request?.[3],
    DownstreamStatus: line.status,
    DownstreamContentSize: line.bytes,
    'request_User-Agent': line.agent,
    request_Referer: line.referrer,
    RequestCount: Number(count),
    RouterName: router,
    ServiceAddr: server?.replace(/^[a-z]+:\/\//, '').replace(/\/.*$/, ''),
    Duration: Number(milliseconds) * 1e6,
  };
}

const TAIL = /^(\d+) "([^"]*)" "([^"]*)" (\d+)ms$/;
