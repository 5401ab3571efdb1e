import type { Fields } from '../json/fields';

type Parts = Readonly<Record<string, unknown>>;

/** Under which names examples of `log-format` in JSON write each part. */
const NAMES = {
  client: ['client_ip', 'client_address', 'clientip', 'client', 'ci', 'src'],
  port: ['client_port', 'cp', 'src_port'],
  frontend: ['frontend_name', 'frontend_name_transport', 'frontend', 'fe_name', 'ft', 'fe'],
  backend: ['backend_name', 'backend', 'be_name', 'be', 'bk'],
  server: ['server_name', 'server', 'srv_name', 'srv'],
  method: ['http_method', 'request_method', 'method', 'hm'],
  target: ['http_request_uri', 'http_uri', 'request_uri', 'http_url', 'uri', 'url', 'hu', 'http_path', 'path', 'hp'],
  query: ['http_query', 'http_query_string', 'query_string', 'query', 'hq'],
  protocol: ['http_version', 'hv', 'protocol'],
  request: ['http_request', 'request_line', 'request'],
  status: ['status_code', 'http_status_code', 'http_status', 'response_code', 'status', 'st'],
  bytes: ['bytes_read', 'bytes_sent', 'bytes'],
  total: ['tt', 'ta', 'time_total', 'total_time', 'time_duration', 'time_active'],
  ended: ['termination_state', 'tsc', 'ts', 'termination'],
  host_header: ['http_host', 'host_header', 'request_host', 'req_host'],
  agent: ['http_user_agent', 'user_agent', 'ua'],
  sni: ['ssl_sni', 'sni'],
  tls: ['ssl_version', 'sslv', 'tls_version'],
  cipher: ['ssl_cipher', 'ssl_ciphers', 'sslc'],
} as const satisfies Record<string, readonly string[]>;

const TIMES = ['timestamp', 'haproxy_timestamp', 'accept_date', 'datetime', 'date', 'time', 't', '@timestamp'];

/** The parts of a record that an operator made HAProxy write as JSON, as `cutLine` gives them of a line. Undefined where frontend, backend or server, and client are not named. */
export function partsOfJson(record: Fields): Parts | undefined {
  if (record.has('form')) return undefined;
  const parts: Record<string, unknown> = {};
  for (const [part, names] of Object.entries(NAMES)) {
    const value = record.text(...names);
    if (value !== undefined) parts[part] = value;
  }
  const isOne = parts.client !== undefined && parts.frontend !== undefined && (parts.backend !== undefined || parts.server !== undefined);
  if (!isOne) return undefined;
  const at = record.time(...TIMES);
  const request = requestOf(parts);
  const isHttp = request !== undefined || parts.status !== undefined;
  return {
    ...parts,
    ...(request !== undefined && { request }),
    ...(at === undefined ? { date: record.text(...TIMES) } : { at }),
    form: isHttp ? 'http' : 'tcp',
  };
}

/** `GET /a?x=1 HTTP/1.1`, as a line has it. */
function requestOf(parts: Parts): string | undefined {
  if (parts.request !== undefined) return String(parts.request);
  if (parts.method === undefined || parts.target === undefined) return undefined;
  const [target, query] = [String(parts.target), parts.query];
  const whole = query === undefined || target.includes('?') ? target : `${target}?${String(query).replace(/^\?/, '')}`;
  const version = /(\d(?:\.\d)?)$/.exec(String(parts.protocol ?? ''))?.[1];
  return `${String(parts.method)} ${whole}${version === undefined ? '' : ` HTTP/${version}`}`;
}
