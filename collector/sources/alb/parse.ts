import { putHost } from '../json/put';
import type { Fields } from '../json/fields';
import { writeAddress } from '../json/address';
import { kindOf, writeKind } from '../json/kind';
import { keepRest } from '../json/rest';
import { recordSource } from '../record-source';
import type { EventWriter } from '../source';
import { writeHttp } from '../web/http';
import { writeSizes } from '../web/sizes';
import { cutLine } from './line';

/** Access logs of Amazon's Elastic Load Balancing: application, network (TLS) and classic balancers. */
export const alb = recordSource({
  name: 'alb',
  recognises(line: Fields): number {
    return (line.has('elb') && line.has('client:port')) || (line.has('client_ip') && line.has('listener_port')) ? 1 : 0;
  },
  fromText: cutLine,
  write(line, _at, out): void {
    const when = line.time('time', 'timestamp');
    if (when === undefined) out.reject('HAB-PARSE-003', 'a line of a load balancer', line.text('time') ?? 'another line');
    else {
      out.time(when);
      if (line.has('request') && line.text('request') !== '- - -') writeRequest(line, out);
      else writeConnection(line, out);
      writeBalancer(line, out);
      out.end();
    }
  },
});

function writeRequest(line: Fields, out: EventWriter): void {
  const request = /^(\S+) (\S.*?)(?: (HTTP\/\S+|-))? ?$/.exec(line.text('request') ?? '');
  const domain = line.text('domain_name');
  writeHttp(out, {
    dataset: 'aws.elb',
    status: line.raw('elb_status_code'),
    bytes: line.raw('sent_bytes'),
    bytesIn: line.raw('received_bytes'),
    method: request?.[1],
    target: request?.[2]?.replace(/^([a-z]+:\/\/[^/]+):(?:80|443)(?=\/|$)/, '$1'),
    protocol: request?.[3],
    client: hostOf(line, 'client:port'),
    port: portOf(line, 'client:port'),
    server: line.raw('target:port'),
    agent: line.raw('user_agent'),
    duration: durationOf(line, 1e9, 'request_processing_time', 'target_processing_time', 'response_processing_time'),
    tls: line.raw('ssl_protocol'),
    cipher: line.raw('ssl_cipher'),
  });
  writeSizes(out, line.raw('sent_bytes'), line.raw('received_bytes'));
  if (request?.[2] !== undefined) out.text('url.original', request[2]);
  const port = /^[a-z]+:\/\/[^/]+:(\d{1,5})(?:\/|$)/.exec(request?.[2] ?? '')?.[1];
  if (port !== undefined) out.number('url.port', Number(port));
  if (domain !== undefined) out.text('url.domain', domain.toLowerCase());
}

function writeConnection(line: Fields, out: EventWriter): void {
  const failed = failureOf(line);
  writeKind(out, kindOf('network: connection'), 'connection', failed === undefined ? 'success' : 'failure');
  out.text('event.dataset', 'aws.elb');
  writeAddress(out, 'source', hostOf(line, 'client:port'), portOf(line, 'client:port'));
  writeAddress(out, 'destination', line.raw('target:port'));
  const [received, sent] = [line.number('received_bytes'), line.number('sent_bytes')];
  if (received !== undefined) out.number('source.bytes', received);
  if (sent !== undefined) out.number('destination.bytes', sent);
  const duration = durationOf(line, 1e6, 'connection_time') ?? durationOf(line, 1e9, 'tls_handshake_latency');
  if (duration !== undefined) out.number('event.duration', duration);
  if (failed !== undefined) out.text('event.reason', failed);
  const version = /^(?:tls|TLS)v?(\d)\.?(\d)$/.exec(line.text('ssl_protocol') ?? '');
  if (version) out.text('tls.version', `${version[1] ?? ''}.${version[2] ?? ''}`);
  const port = line.number('listener_port');
  if (port !== undefined) out.number('destination.port', port);
  const [cipher, domain] = [line.text('ssl_cipher'), line.text('domain_name')];
  if (cipher !== undefined) out.text('tls.cipher', cipher);
  putHost(out, 'destination.domain', domain?.toLowerCase());
}

/** Why no connection came about. A TLS listener that negotiated no cipher has had none. */
function failureOf(line: Fields): string | undefined {
  const alert = line.text('incoming_tls_alert');
  if (alert !== undefined) return `tls-alert ${alert}`;
  if (line.has('connection_time') && !line.has('ssl_cipher')) return 'tls-negotiation-incomplete';
  return /^Failed:?(.*)$/.exec(line.text('tls_verify_status') ?? '')?.[1];
}

/** An IPv6 address stands before its port without brackets, too. */
function hostOf(line: Fields, name: string): string | undefined {
  const said = line.text(name);
  return said === undefined ? line.text('client_ip') : said.replace(/:\d{1,5}$/, '').replace(/^\[|\]$/g, '');
}

function portOf(line: Fields, name: string): string | undefined {
  return /:(\d{1,5})$/.exec(line.text(name) ?? '')?.[1] ?? line.text('client_port');
}

/** The sum of what was measured; -1 is what could not be. */
function durationOf(line: Fields, unit: number, ...names: readonly string[]): number | undefined {
  const parts = names.map((name) => line.number(name)).filter((part): part is number => part !== undefined && part >= 0);
  return parts.length === 0 ? undefined : Math.round(parts.reduce((sum, part) => sum + part, 0) * unit);
}

function writeBalancer(line: Fields, out: EventWriter): void {
  out.text('cloud.provider', 'aws');
  const reason = line.text('error_reason') ?? line.text('classification_reason');
  if (reason !== undefined) out.text('event.reason', reason);
  const group = /targetgroup\/([^/]+)\//.exec(line.text('target_group_arn') ?? '')?.[1];
  if (group !== undefined) out.text('service.name', group);
  const [region, account] = line.text('target_group_arn', 'chosen_cert_arn')?.split(':').slice(3, 5) ?? [];
  if (region !== undefined && region !== '') out.text('cloud.region', region);
  if (account !== undefined && account !== '') out.text('cloud.account.id', account);
  line.raw('time');
  keepRest(line, out, 'alb');
}
