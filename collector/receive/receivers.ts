import { join } from 'node:path';
import { HabitusError } from '../../pkg/errors';
import type { Millis } from '../../pkg/model';
import { refuseOpen, type Env } from '../config/read';
import type { CollectorConfig, SyslogConfig, TailConfig, WebhookConfig } from '../config/schema';
import { watchSecrets, type SecretPlaces } from '../config/secret';
import { WatchedFiles, type Watch } from '../config/watched-files';
import { sourceNamed } from '../sources/registry';
import type { FaroOptions } from './faro/faro';
import type { RecordIntake } from './intake';
import { networks } from './loopback';
import { makePulls } from './pull/make';
import type { Receiver } from './receiver';
import { Renewed } from './renewed';
import { SyslogDatagrams } from './syslog/datagrams';
import { SyslogStream } from './syslog/stream';
import { FileTail } from './tail/tail';
import { watchTls } from './tls';
import { checkNamed, usualCheck } from './webhook/checks';
import type { Webhook } from './webhook/webhooks';

export interface ReceiverParts {
  readonly intake: RecordIntake;
  /** Where cursors are kept. */
  readonly dir: string;
  readonly clock: () => Millis;
  readonly env: Env;
}

/** The receivers of a configuration, but for those on the HTTP server. @throws HabitusError HAB-CONF-001 for a secret, certificate or address that cannot be used */
export function makeReceivers(config: CollectorConfig, parts: ReceiverParts): Receiver[] {
  return [
    ...config.pull.flatMap((one) => renewedPulls(one, parts)),
    ...config.syslog.map((one) => makeSyslog(one, parts.intake)),
    ...(config.tail.length > 0 ? [makeTail(config.tail, parts)] : []),
  ];
}

/** Who closes the files that are looked at, and tells of those that cannot be read any more. */
export type Watching = (files: Watch) => void;

export function makeFaro({ faro }: CollectorConfig, env: Env, watching: Watching): FaroOptions | undefined {
  return faro && { origins: faro.origins, proxies: faro.proxies, keys: faro.key ? secretsOf(faro.key, env, watching) : [] };
}

export function makeWebhooks(config: CollectorConfig, env: Env, watching: Watching): Webhook[] {
  return config.webhooks.map((one) => makeWebhook(one, env, watching));
}

function secretsOf(places: SecretPlaces, env: Env, watching: Watching): readonly string[] {
  const { secrets, files } = watchSecrets(places, env);
  if (files) watching(files);
  return secrets;
}

function makeWebhook(
  { source, path = source, check = usualCheck(source), secret, header, algorithm = 'sha256', encoding = 'hex', zone, era }: WebhookConfig,
  env: Env,
  watching: Watching
): Webhook {
  const form = header === undefined ? undefined : { header, algorithm, encoding };
  if (check === 'hmac' && form === undefined) throw new HabitusError('HAB-CONF-001', 'none', `the header of the webhook ${path}, where \`check\` is hmac`);
  return {
    path,
    source: sourceNamed(source),
    check: checkNamed(check, secretsOf(secret, env, watching), form),
    ...(zone !== undefined && { zone }),
    ...(era !== undefined && { era }),
  };
}

/** The pulls of an entry, each made anew when a file with the secret changes: tokens run out, and services are asked for months. */
function renewedPulls(config: CollectorConfig['pull'][number], parts: ReceiverParts): Receiver[] {
  const pulls = makePulls(config, parts);
  const paths = 'secret' in config ? config.secret.flatMap((place) => ('file' in place ? [place.file] : [])) : [];
  if (paths.length === 0) return pulls;
  return pulls.map((pull, index) => new Renewed(new WatchedFiles<Receiver>(paths, () => makePulls(config, parts)[index] ?? pull)));
}

function makeTail(tail: readonly TailConfig[], { intake, dir, clock }: ReceiverParts): Receiver {
  const files = tail.map(({ paths, source, zone, from }) => ({
    paths,
    ...(source !== undefined && { source: sourceNamed(source) }),
    ...(zone !== undefined && { zone }),
    ...(from !== undefined && { from }),
  }));
  return new FileTail(intake, { files, cursors: join(dir, 'cursors', 'tail.json'), clock });
}

function makeSyslog(one: SyslogConfig, intake: RecordIntake): Receiver {
  try {
    refuseOpen(one);
  } catch (cause) {
    throw new HabitusError(
      'HAB-CONF-001',
      `${one.transport} on ${one.host}, open to everybody`,
      'a syslog receiver on loopback, with `allow`, or TLS with `ca`',
      { cause }
    );
  }
  const { transport, host, port, source, zone, allow } = one;
  const block = allow && networks(allow);
  const options = {
    place: `syslog ${transport}`,
    host,
    port,
    ...(source !== undefined && { source: sourceNamed(source) }),
    ...(zone !== undefined && { zone }),
    ...(block && { allow: block }),
  };
  if (transport === 'udp') return new SyslogDatagrams(intake, options);
  if (transport === 'tcp') return new SyslogStream(intake, options);
  return new SyslogStream(intake, { ...options, tls: watchTls({ cert: one.cert, key: one.key, ...(one.ca !== undefined && { clientCa: one.ca }) }) });
}
