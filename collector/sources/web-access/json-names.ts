/** Under which names each part of a request is found in an access log of JSON: nginx's variables first, then what Apache's and ingress-nginx's examples call it. */
export const NAMES = {
  time: ['time_iso8601', '@timestamp', 'msec', 'timestamp', 'time', 'time_local', 'datetime', 'date_time', 'date', 'ts'],
  status: ['status', 'response_status', 'http_status', 'statusCode', 'status_code', 'response_code', 'response'],
  client: [
    'remote_addr',
    'realip_remote_addr',
    'remoteIP',
    'remote_ip',
    'remoteAddr',
    'client_ip',
    'clientIP',
    'client',
    'clientip',
    'c_ip',
    'remote_host',
    'remoteHost',
    'ip',
  ],
  port: ['remote_port', 'remotePort', 'client_port'],
  forwarded: ['http_x_forwarded_for', 'x_forwarded_for', 'x-forwarded-for', 'xForwardedFor', 'xff', 'forwarded_for'],
  bytes: ['body_bytes_sent', 'bytes_sent', 'bytes', 'bytesSent', 'response_size', 'responseSize', 'size'],
  method: ['request_method', 'method', 'requestMethod', 'verb', 'http_method'],
  request: ['request', 'request_line', 'requestLine', 'first_line'],
  target: ['request_uri', 'uri', 'path', 'url', 'requestPath', 'request_path', 'requestURI', 'uri_path'],
  query: ['args', 'query_string', 'request_query', 'query', 'queryString'],
  protocol: ['server_protocol', 'protocol', 'request_proto', 'requestProtocol', 'http_version'],
  domain: ['http_host', 'host', 'vhost', 'virtual_host', 'virtualHost', 'server_name', 'serverName', 'site'],
  agent: ['http_user_agent', 'user_agent', 'userAgent', 'user-agent', 'agent', 'ua', 'useragent'],
  referrer: ['http_referer', 'http_referrer', 'referer', 'referrer'],
  user: ['remote_user', 'remoteUser', 'auth_user', 'authUser', 'user', 'username', 'auth'],
  id: ['request_id', 'req_id', 'requestId', 'unique_id', 'uniqueId', 'x_request_id'],
  seconds: ['request_time', 'duration', 'response_time_s', 'duration_s'],
  milliseconds: ['duration_ms', 'request_time_ms', 'response_time_ms', 'time_taken_ms'],
  microseconds: ['duration_us', 'request_time_us', 'response_time_us', 'duration_microseconds', 'response_time', 'responseTime'],
} as const satisfies Record<string, readonly string[]>;

/** All of them, in lower case: what is none of these is kept as it came. */
export const READ: ReadonlySet<string> = new Set(Object.values(NAMES).flatMap((names) => names.map((name) => name.toLowerCase())));
