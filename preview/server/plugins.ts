import { readFileSync } from 'node:fs';
import { dirname, join, normalize, sep } from 'node:path';

/** The part of a plugin.json that a page is told. */
export interface PluginJson {
  readonly id: string;
  readonly type: 'app' | 'datasource' | 'panel';
  readonly name: string;
  readonly executable?: string;
  readonly info: { readonly version: string; readonly logos: { readonly small: string; readonly large: string } };
  readonly includes?: readonly { readonly type: string; readonly name: string; readonly path: string; readonly addToNav?: boolean }[];
}

/** A plugin as it lies on the disk. */
export interface Plugin {
  readonly json: PluginJson;
  readonly folder: string;
}

/** The built app and what is nested in it, by id: every one has its own address under `/public/plugins/`, as in Grafana. */
export function installedPlugins(dist: string): ReadonlyMap<string, Plugin> {
  const app = read(dist);
  const nested = (app.json.includes ?? []).filter(({ type }) => type === 'datasource' || type === 'panel').map(({ path }) => read(join(dist, dirname(path))));
  return new Map([app, ...nested].map((plugin) => [plugin.json.id, plugin]));
}

function read(folder: string): Plugin {
  return { folder, json: JSON.parse(readFileSync(join(folder, 'plugin.json'), 'utf8')) as PluginJson };
}

/** The one plugin of a type. @throws Error where none is built */
export function only(plugins: ReadonlyMap<string, Plugin>, type: 'app' | 'datasource'): Plugin {
  const found = [...plugins.values()].find(({ json }) => json.type === type);
  if (!found) throw new Error(`expected a plugin of type ${type} in dist/, there is none: run npm run build`);
  return found;
}

/** A path inside a folder. Undefined for one that leads out of it. */
export function within(folder: string, path: string): string | undefined {
  const full = normalize(join(folder, path));
  return full.startsWith(folder + sep) ? full : undefined;
}
