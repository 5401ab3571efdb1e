import { cutAccessLine } from '../web-access/line';

/** `client - user [time] "request" status bytes "referrer" "agent" count "router" "server" 12ms` as Traefik's own names. Without what stands behind the agent it may be the line of any server: `form` says so. */
export function cutCommon(text: string): Readonly<Record<string, unknown>> | undefined {
  const line = cutAccessLine(text);
  if (!line) return undefined;
  // A referrer that is absent may stand there without quotes.
  const bare = line.referrer === undefined ? BARE.exec(line.rest) : null;
  const tail = TAIL.exec(bare?.[2] ?? line.rest);
  const [client, , ...user] = line.head.trim().split(' ');
  const [, count, router, server, milliseconds] = tail ?? [];
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
    'request_User-Agent': line.agent ?? bare?.[1],
    request_Referer: line.referrer,
    ...(count !== undefined && { RequestCount: Number(count) }),
    RouterName: router,
    ServiceAddr: server?.replace(/^[a-z]+:\/\//, '').replace(/\/.*$/s, ''),
    ...(milliseconds !== undefined && { Duration: Number(milliseconds) * 1e6 }),
    form: tail ? 'traefik' : 'common',
  };
}

const BARE = /^- "([^"]*)" (.*)$/s;
const TAIL = /^(\d+) "([^"]*)" "([^"]*)" (\d+)ms$/;
