import { normaliseAddress } from '../../../pkg/identity';

type Parts = Readonly<Record<string, string>>;

/** The columns of a line by the documentation's names. Which balancer wrote it shows in its first values. Undefined for another line. */
export function cutLine(text: string): Parts | undefined {
  const values = words(text.trim());
  const names = columnsOf(values);
  if (names === undefined || values.length < (names === CONNECTION ? 10 : 12) || !/^\d{4}-\d\d-\d\dT/.test(values[names.indexOf('time')] ?? '')) {
    return undefined;
  }
  const client = names.indexOf('client:port');
  if (client >= 0 && !/:\d{1,5}$/.test(values[client] ?? '')) return undefined;
  // Amazon adds columns at the end without notice.
  return Object.fromEntries(names.flatMap((name, index) => (['-', '', undefined].includes(values[index]) ? [] : [[name, values[index] ?? '']])));
}

function columnsOf([first = '', second = '']: readonly string[]): readonly string[] | undefined {
  if (first === 'tls' && /^\d\.\d$/.test(second)) return NETWORK;
  if (/^(?:https?|h2|grpcs?|wss?)$/.test(first)) return APPLICATION;
  if (!/^\d{4}-\d\d-\d\dT/.test(first)) return undefined;
  return normaliseAddress(second) === undefined ? CLASSIC : CONNECTION;
}

const CLASSIC = (
  'time elb client:port target:port request_processing_time target_processing_time response_processing_time elb_status_code target_status_code ' +
  'received_bytes sent_bytes request user_agent ssl_cipher ssl_protocol'
).split(' ');
const APPLICATION = [
  'type',
  ...CLASSIC,
  ...(
    'target_group_arn trace_id domain_name chosen_cert_arn matched_rule_priority request_creation_time actions_executed redirect_url error_reason ' +
    'target:port_list target_status_code_list classification classification_reason conn_trace_id transformed_host transformed_uri request_transform_status'
  ).split(' '),
];
/** The connection log of an application balancer: who came with which certificate. */
const CONNECTION = (
  'time client_ip client_port listener_port ssl_protocol ssl_cipher tls_handshake_latency leaf_client_cert_subject leaf_client_cert_validity ' +
  'leaf_client_cert_serial_number tls_verify_status conn_trace_id'
).split(' ');
const NETWORK = (
  'type version time elb listener client:port target:port connection_time tls_handshake_time received_bytes sent_bytes incoming_tls_alert chosen_cert_arn ' +
  'chosen_cert_serial ssl_cipher ssl_protocol tls_named_group domain_name alpn_fe_protocol alpn_be_protocol alpn_client_preference_list tls_connection_creation_time'
).split(' ');

/** Words between spaces; in quotes a word may hold them, and quotes behind a backslash. A list of quoted values, `"h2","http/1.1"`, is one word. One pass. */
function words(text: string): string[] {
  const found: string[] = [];
  for (let at = 0; at < text.length;) {
    const isQuoted = text[at] === '"';
    const stop = endOf(text, at, isQuoted);
    found.push(isQuoted ? unquoted(text.slice(at + 1, stop)) : text.slice(at, stop));
    at = stop + (isQuoted ? 2 : 1);
  }
  return found;
}

function endOf(text: string, at: number, isQuoted: boolean): number {
  if (!isQuoted) return orLength(text, text.indexOf(' ', at));
  let end = closing(text, at + 1);
  while (end >= 0 && text.startsWith('","', end)) end = closing(text, end + 3);
  return orLength(text, end);
}

function orLength(text: string, end: number): number {
  return end < 0 ? text.length : end;
}

function unquoted(text: string): string {
  return text.replaceAll('","', ',').replace(/\\"/g, '"');
}

function closing(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 1)) if (text[at - 1] !== '\\') return at;
  return -1;
}
