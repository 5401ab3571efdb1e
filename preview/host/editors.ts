import type { StandardEditorsRegistryItem } from '@grafana/data';

/** The names that `setPanelOptions` of a panel may call. */
const NAMES =
  'boolean number slider text strings select radio multi-select unit links actions color fieldColor field-name thresholds mappings timezone stats-picker';

/** The preview edits no panels: editors exist by name, so that a panel's defaults are found, and show nothing. */
export function standardEditors(): StandardEditorsRegistryItem[] {
  return NAMES.split(' ').map((id) => ({ id, name: id, editor: () => null }));
}
