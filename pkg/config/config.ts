import { existsSync } from 'node:fs';
import { delimiter } from 'node:path';
import { checked } from './checked';
import { readConfigFile, type FromFile } from './file';
import { SETTINGS, variableOf, type Setting, type SettingKey, type Values } from './settings';

/** Where values may come from. A flag goes before a variable, before Grafana's settings, before the file, before the default. */
export interface Layers {
  readonly flags?: Partial<Record<SettingKey, unknown>>;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** `jsonData` of the data source, where Grafana started us. */
  readonly grafana?: Partial<Record<SettingKey, unknown>>;
  /** Named by the user, so it must exist. Without it `./habitus.yaml` is read when there is one. */
  readonly file?: string;
}

/** A value with its origin in words: `flag --data-dir`, `HABITUS_OTLP_PORT`, `habitus.yaml line 3`, `default`. */
export interface Origin {
  readonly key: string;
  readonly value: unknown;
  readonly origin: string;
  readonly secret: boolean;
}

export interface Config {
  /** The file that was read, as it was named. */
  readonly file?: string;
  readonly values: Values;
  readonly origins: readonly Origin[];
}

const DEFAULT_FILE = 'habitus.yaml';

/** The effective configuration. @throws HabitusError HAB-CONF-001, HAB-CLI-002 */
export function resolveConfig(layers: Layers): Config {
  const [origins, file] = [resolveSettings(SETTINGS, layers), fileOf(layers)];
  return { ...(file !== undefined && { file }), origins, values: Object.fromEntries(origins.map(({ key, value }) => [key, value])) as unknown as Values };
}

/** The same for any table of settings. */
export function resolveSettings(settings: Readonly<Record<string, Setting<unknown>>>, layers: Layers): Origin[] {
  const path = fileOf(layers);
  const file = path === undefined ? new Map<string, FromFile>() : readConfigFile(path, settings);
  return Object.entries(settings).map(([key, setting]) => {
    const found = fromFlag(key, layers) ?? fromVariable(key, setting, layers) ?? fromGrafana(key, layers);
    const inFile = file.get(key);
    const secret = setting.secret === true;
    if (found !== undefined) return { key, value: checked(key, setting, found.value, found.place), origin: found.place, secret };
    if (inFile !== undefined) return { key, value: inFile.value, origin: inFile.place, secret };
    return { key, value: setting.default, origin: 'default', secret };
  });
}

function fileOf({ file, env }: Layers): string | undefined {
  return file ?? env?.[variableOf('config')] ?? (existsSync(DEFAULT_FILE) ? DEFAULT_FILE : undefined);
}

function fromFlag(key: string, { flags }: Layers): FromFile | undefined {
  const value = flags?.[key as SettingKey];
  return value === undefined ? undefined : { value, place: `flag ${flagOf(key)}` };
}

function fromVariable(key: string, setting: Setting<unknown>, { env }: Layers): FromFile | undefined {
  const variable = variableOf(key);
  const text = env?.[variable];
  return text === undefined || text === '' ? undefined : { value: read(text, setting), place: variable };
}

function fromGrafana(key: string, { grafana }: Layers): FromFile | undefined {
  const value = grafana?.[key as SettingKey];
  return value === undefined ? undefined : { value, place: "Grafana's settings" };
}

/** A variable is text: it is read as what its setting takes. */
function read(text: string, { schema }: Setting<unknown>): unknown {
  const readings = [text, Number(text), text.split(delimiter), ...(text === 'true' || text === 'false' ? [text === 'true'] : [])];
  return readings.find((reading) => schema.safeParse(reading).success) ?? text;
}

/** `import.year` is `--year`, `otlp.port` is `--otlp-port`. */
export function flagOf(key: string): string {
  const words = key.replace(/^import\.|^preview\./, '').replace(/([a-z])([A-Z])/g, '$1-$2');
  return `--${words.replace(/\W/g, '-').toLowerCase()}`;
}
