import type { Attention } from '../engine/create';
import { join } from 'node:path';
import type { TokenPlace } from '../../collector/receive/sender-tokens';
import type { TlsFiles } from '../../collector/receive/tls';
import { resolveConfig, type CalendarFile } from '../config';
import { HabitusError } from '../errors';
import { given } from '../owner/given';
import { otlpAddress, otlpTls, otlpToken, type OtlpAddress } from '../owner/receive';
import { pseudonymChoice } from '../owner/pseudonyms';
import { attentionOf } from '../owner/attention';
import { scoringChoice, type ScoringChoice } from '../owner/scoring';
import { storeChoice, type StoreChoice } from '../owner/store-choice';
import type { DataSourceInstanceSettings } from './pluginv2/generated/pluginv2';

type Env = Readonly<Record<string, string | undefined>>;

/** What the backend runs with. Only the operator of the server sets it: the environment, or grafana.ini, never a request. */
export interface BackendSettings {
  readonly dataDir: string;
  /** The data lies in the plugin's own folder, which an upgrade of the plugin replaces. */
  readonly dataDirIsDefault: boolean;
  readonly namespace: string;
  readonly features: readonly string[];
  readonly otlp: OtlpAddress;
  /** What senders of OTLP must send as a bearer token, or its file; undefined: none is asked for. */
  readonly otlpToken?: TokenPlace;
  /** Certificate and key of the receivers, where they are encrypted. */
  readonly tls?: TlsFiles;
  /** `collector.yaml`, where there is one. */
  readonly collectorFile?: string;
  /** Time zone of everybody whose own is not known, and files of holidays. */
  readonly zone?: string;
  readonly calendars: readonly CalendarFile[];
  /** A scoring service, and whom it is asked about. */
  readonly scoring: ScoringChoice;
  /** What goes first in the list, and how many alerts there may be. */
  readonly attention: Attention;
  /** A cluster instead of the data directory's own store. */
  readonly store?: StoreChoice;
  /** Whether a new namespace gets pseudonyms, and their key. */
  readonly pseudonyms: ReturnType<typeof pseudonymChoice>;
}

/**
 * Reads the settings. Keys under `[plugin.habitus-ueba-datasource]` of grafana.ini come as `GF_PLUGIN_<KEY>`: `data_dir`, `namespace`, `features`,
 * `otlp_host`, `otlp_port`, `otlp_grpc_port`, `otlp_token`, `otlp_token_file`, `otlp_cert`, `otlp_key`, `otlp_client_ca`. `HABITUS_<KEY>` goes before them, except for the data directory, where what Grafana names is meant for this plugin alone.
 *
 * @param folder the plugin's own folder
 * @throws HabitusError HAB-CONF-001 naming the key
 */
export function readSettings(env: Env, folder: string): BackendSettings {
  const { values } = resolveConfig({ env: habitusVariables(env) });
  const dataDir = env['GF_PLUGIN_DATA_DIR'] || env['HABITUS_DATA_DIR'];
  return {
    dataDir: dataDir || join(folder, 'data'),
    dataDirIsDefault: !dataDir,
    namespace: values.namespace,
    features: values.features,
    otlp: otlpAddress(values),
    ...given({ otlpToken: otlpToken(values) }),
    ...given({ tls: otlpTls(values) }),
    ...given({ collectorFile: values.collector }),
    calendars: values.calendars,
    ...given({ zone: values.zone }),
    scoring: scoringChoice(values),
    attention: attentionOf(values),
    ...given({ store: storeChoice(values) }),
    pseudonyms: pseudonymChoice(values),
  };
}

function habitusVariables(env: Env): Env {
  const fromGrafana = Object.entries(env)
    .filter(([name]) => name.startsWith('GF_PLUGIN_'))
    .map(([name, value]) => [name.replace('GF_PLUGIN_', 'HABITUS_'), value] as const);
  return { ...Object.fromEntries(fromGrafana), ...env };
}

/**
 * Holds a data source to the namespace that this backend serves: an instance is one namespace, named in its settings by an Admin.
 *
 * @throws HabitusError HAB-PLUG-005 for an instance of another
 */
export function checkNamespace(instance: DataSourceInstanceSettings | undefined, namespace: string): void {
  const wanted = namespaceOf(instance);
  if (wanted !== namespace) throw new HabitusError('HAB-PLUG-005', `one of ${wanted}`, `a data source of namespace ${namespace}`);
}

function namespaceOf(instance: DataSourceInstanceSettings | undefined): string {
  const text = instance?.jsonData.toString('utf8') ?? '';
  if (text === '') return 'default';
  try {
    const { namespace } = JSON.parse(text) as { namespace?: unknown };
    return typeof namespace === 'string' && namespace !== '' ? namespace : 'default';
  } catch {
    return 'unreadable settings';
  }
}
