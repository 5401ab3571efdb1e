import type { PanelPlugin } from '@grafana/data';
import { config } from '@grafana/runtime';
import { loadModule } from './amd';

const ready = new Map<string, PanelPlugin>();

/** A panel from its own module.js. Grafana's core panels are not on npm, so the preview has none of them. */
export async function importPanelPlugin(id: string): Promise<PanelPlugin> {
  const known = ready.get(id);
  if (known) return known;
  const meta = config.panels[id];
  if (!meta) throw new Error(`The preview has no panel ${id}: it is not Grafana.`);
  const { plugin } = await loadModule<{ plugin: PanelPlugin }>(`/${meta.module}`);
  plugin.meta = meta;
  ready.set(id, plugin);
  return plugin;
}

export function getPanelPluginFromCache(id: string): PanelPlugin | undefined {
  return ready.get(id);
}
