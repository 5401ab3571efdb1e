import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { enrichmentUses } from '../enrich/uses';
import { isLoopback } from '../receive/loopback';
import { asError, checkYaml, lineOf, textOf, type Fault } from './read-yaml';
import { readSecrets, type SecretPlaces } from './secret';
import { collectorSchema, type CollectorConfig } from './schema';

export type Env = Readonly<Record<string, string | undefined>>;

/**
 * Reads `collector.yaml`: paths in it are meant from its folder.
 * @throws HabitusError HAB-CLI-002 when it cannot be read, HAB-CONF-001 with the first thing that is wrong and how many more there are
 */
export function readCollectorConfig(path: string): CollectorConfig {
  const { value, faults } = parse(path);
  if (faults !== undefined) throw asError(faults);
  return value;
}

/** All that is wrong in it, also what only shows when it is used: secrets and certificates that are not there, receivers open to everybody. */
export function checkCollectorConfig(path: string, env: Env): readonly Fault[] {
  const { value, faults } = parse(path);
  return faults ?? usageFaults(value, path, env);
}

function parse(path: string): ReturnType<typeof checkYaml<CollectorConfig>> {
  const checked = checkYaml(textOf(path), path, collectorSchema);
  return checked.value === undefined ? checked : { value: fromFolder(checked.value, dirname(resolve(path))) };
}

function fromFolder(config: CollectorConfig, folder: string): CollectorConfig {
  const at = (path: string): string => resolve(folder, path);
  const secrets = (places: SecretPlaces): SecretPlaces => places.map((place) => ('file' in place ? { file: at(place.file) } : place));
  return {
    ...config,
    webhooks: config.webhooks.map((one) => ({ ...one, secret: secrets(one.secret) })),
    pull: config.pull.map((one) => ('folder' in one ? { ...one, folder: at(one.folder) } : { ...one, secret: secrets(one.secret) })),
    tail: config.tail.map((one) => ({ ...one, paths: one.paths.map(at) })),
    syslog: config.syslog.map((one) =>
      one.transport === 'tls' ? { ...one, cert: at(one.cert), key: at(one.key), ...(one.ca !== undefined && { ca: at(one.ca) }) } : one
    ),
    ...(config.geo && { geo: pathsIn(config.geo, ['city', 'asn'], at) }),
    ...(config.directory && { directory: pathsIn(config.directory, ['file'], at) }),
    networks: config.networks.map((one) => pathsIn(one, ['file'], at)),
    ...(config.faro && { faro: { ...config.faro, ...(config.faro.key && { key: secrets(config.faro.key) }) } }),
  };
}

function pathsIn<T extends object>(one: T, keys: readonly (keyof T)[], at: (path: string) => string): T {
  const paths = keys.flatMap((key) => (typeof one[key] === 'string' ? [[key, at(one[key])]] : []));
  return { ...one, ...(Object.fromEntries(paths) as Partial<T>) };
}

function usageFaults(config: CollectorConfig, file: string, env: Env): Fault[] {
  const faults: Fault[] = [];
  const attempt = (key: string, expected: string, use: () => void): void => {
    try {
      use();
    } catch (error) {
      faults.push({ file, line: lineOf(file, key), key, expected, got: error instanceof Error ? error.message : String(error) });
    }
  };
  config.webhooks.forEach(({ secret }, index) => attempt(`webhooks.${index}.secret`, 'a secret that is there', () => void readSecrets(secret, env)));
  config.pull.forEach((one, index) => {
    if (!('folder' in one)) attempt(`pull.${index}.secret`, 'a secret that is there', () => void readSecrets(one.secret, env));
  });
  config.syslog.forEach((one, index) => {
    if (one.transport === 'tls') {
      for (const path of [one.cert, one.key, one.ca]) attempt(`syslog.${index}`, 'a PEM file', () => void (path !== undefined && readFileSync(path)));
    }
    attempt(`syslog.${index}.host`, OPEN, () => refuseOpen(one));
  });
  enrichmentUses(config).forEach(({ key, expected, use }) => attempt(key, expected, use));
  const paths = config.webhooks.map(({ path, source }) => path ?? source);
  paths.forEach((path, index) => {
    if (paths.indexOf(path) < index) {
      faults.push({ file, line: lineOf(file, `webhooks.${index}`), key: `webhooks.${index}.path`, expected: 'a path of its own', got: path });
    }
  });
  return faults;
}

const OPEN = 'an address of loopback, or senders that are known: `allow` with their networks, or TLS with `ca`';

/** Syslog has no tokens: outside loopback its senders must be known by their network or their certificate. @throws Error */
export function refuseOpen(one: CollectorConfig['syslog'][number]): void {
  if (isLoopback(one.host) || one.allow || (one.transport === 'tls' && one.ca !== undefined)) return;
  throw new Error(`${one.host}, open to everybody`);
}
