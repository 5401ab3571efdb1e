import { cutAccessLine } from '../web-access/line';

/** A line of the NCSA common format, which IIS writes too, under the names of the W3C format; any server may have written it: `form` says so. Undefined for another line. */
export function commonColumnsOf(text: string): Readonly<Record<string, string>> | undefined {
  const line = cutAccessLine(text);
  const [client, , ...user] = (line?.head ?? '').trim().split(' ');
  const request = /^(\S+) (\S.*?)(?: (HTTP\/\S+))?$/.exec(line?.request ?? '');
  if (line === undefined || client === undefined || request === null) return undefined;
  return {
    form: 'common',
    '@timestamp': new Date(line.at).toISOString(),
    'c-ip': client,
    'cs-username': user.join(' '),
    'cs-method': request[1] ?? '-',
    'cs-uri-stem': request[2] ?? '-',
    'cs-version': request[3] ?? '-',
    'sc-status': line.status,
    'sc-bytes': line.bytes,
    'cs(User-Agent)': line.agent ?? '-',
    'cs(Referer)': line.referrer ?? '-',
  };
}
