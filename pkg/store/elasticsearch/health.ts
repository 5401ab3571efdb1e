import type { Client } from '@elastic/elasticsearch';
import type { StoreHealth } from '../store';
import type { Capabilities } from './capabilities';
import { asHabitusError, asked } from './failure';
import type { Names } from './names';

/** What there is to say of the cluster as this namespace meets it. Never rejects. */
export async function healthOf(client: Client, names: Names, { version }: Capabilities): Promise<StoreHealth> {
  try {
    const index = Object.values(names);
    const health = await asked(client.cluster.health({ timeout: '5s' }));
    const stats = await asked(client.indices.stats({ index, metric: ['store'], filter_path: '_all.primaries.store.size_in_bytes', ...MAYBE_MISSING }));
    const blocks = await blockedIndices(client, index);
    const nodes = `${health.number_of_nodes} node${health.number_of_nodes === 1 ? '' : 's'}`;
    const detail = `Elasticsearch ${version}, ${nodes}, ${health.status}${blocks.length > 0 ? `; takes nothing for ${blocks.join(', ')}` : ''}`;
    const bytes = stats._all?.primaries?.store?.size_in_bytes;
    return { kind: 'elasticsearch', ok: health.status !== 'red' && blocks.length === 0, detail, ...(bytes !== undefined && { bytes }) };
  } catch (error) {
    const known = asHabitusError(error);
    return { kind: 'elasticsearch', ok: false, detail: known instanceof Error ? known.message : String(known) };
  }
}

const MAYBE_MISSING = { ignore_unavailable: true } as object;

/** A disk that is full beyond its flood stage makes the cluster block writes; so may an operator. */
async function blockedIndices(client: Client, index: string[]): Promise<string[]> {
  const found = await asked(client.indices.getSettings({ index, name: 'index.blocks.*', flat_settings: true, ignore_unavailable: true }));
  return Object.entries(found).flatMap(([name, { settings = {} }]) =>
    Object.entries(settings as Record<string, string>).some(([key, value]) => /read_only|write/.test(key) && value === 'true') ? [name] : []
  );
}
