import type { PreviewOptions } from './options';

/**
 * All of the backend's environment. Grafana hands nothing of its own on, only what its configuration says; the preview's configuration is its flags
 * and the `HABITUS_*` variables.
 */
export function backendEnv({ dataDir, otlpPort }: PreviewOptions, own: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const passed = Object.entries(own).filter((entry): entry is [string, string] => entry[0].startsWith('HABITUS_') && entry[1] !== undefined);
  return { ...Object.fromEntries(passed), GF_VERSION: '12.4.2', GF_PLUGIN_DATA_DIR: dataDir, HABITUS_OTLP_PORT: String(otlpPort) };
}
