import { MINUTE, type Millis } from '../../model';
import type { StoreHealth } from '../store';
import type { Capabilities } from './capabilities';
import { asHabitusError, asked } from './failure';
import type { Indices } from './indices';
import type { Trouble } from './trouble';

/** Of each question that health asks; a person waits for the answer. */
const PATIENCE = { requestTimeout: 5_000, maxRetries: 0 };
/** A cluster that takes longer for a question this small is slow for everything. */
const SLOW = 2_000;
/** Two clocks that are further apart than this: ingest times, lateness and retention mean something else than they say. */
const APART = MINUTE;

/** What there is to say of the cluster as this namespace meets it; `ok` when nothing needs a person. Four small requests. Never rejects. */
export async function healthOf(indices: Indices, trouble: Trouble, { version }: Capabilities, clock: () => Millis): Promise<StoreHealth> {
  try {
    const began = performance.now();
    const health = await asked(indices.client.cluster.health({ timeout: '4s' }, PATIENCE));
    const took = performance.now() - began;
    const [bytes, missing, ...troubles] = await Promise.all([bytesOf(indices), missingOf(indices), skewOf(indices, clock), blocks(indices)]);
    for (const name of missing) trouble.lost(name);
    const wrong = [slowness(took), refusal(trouble), ...troubles, gone(missing)].filter((each) => each !== undefined);
    const nodes = `${health.number_of_nodes} node${health.number_of_nodes === 1 ? '' : 's'}`;
    const detail = [`Elasticsearch ${version}, ${nodes}, ${health.status}`, ...wrong, ...madeAgain(trouble, missing)].join('; ');
    return { kind: 'elasticsearch', ok: health.status !== 'red' && wrong.length === 0, detail, ...(bytes !== undefined && { bytes }) };
  } catch (error) {
    const known = asHabitusError(error);
    return { kind: 'elasticsearch', ok: false, detail: known instanceof Error ? known.message : String(known) };
  }
}

async function bytesOf(indices: Indices): Promise<number | undefined> {
  const { client } = indices;
  const query = { index: everyIndex(indices), metric: ['store'], filter_path: '_all.primaries.store.size_in_bytes', ignore_unavailable: true };
  return (await asked(client.indices.stats(query as never, PATIENCE)))._all?.primaries?.store?.size_in_bytes;
}

function everyIndex(indices: Indices): string[] {
  return (Object.values(indices.names) as string[]).flatMap((name) => indices.allOf(name));
}

function slowness(took: number): string | undefined {
  return took < SLOW ? undefined : `slow: its own health took it ${(took / 1_000).toFixed(1)} s`;
}

function refusal({ inForce }: Trouble): string | undefined {
  return inForce && `takes no writes since ${new Date(inForce.since).toISOString()}: ${inForce.why}`;
}

/** How far our clock is from that of the node that answers; half of the way there and back is not known. Serverless tells nothing of its nodes. */
async function skewOf({ client }: Indices, clock: () => Millis): Promise<string | undefined> {
  const before = clock();
  const stats = await client.nodes.stats({ node_id: '_local', metric: 'os', filter_path: 'nodes.*.timestamp' }, PATIENCE).catch(() => undefined);
  const { timestamp } = (Object.values(stats?.nodes ?? {})[0] ?? {}) as { timestamp?: number };
  if (timestamp === undefined) return undefined;
  const apart = (before + clock()) / 2 - timestamp;
  return Math.abs(apart) < APART ? undefined : `clocks differ: ours is ${(Math.abs(apart) / MINUTE).toFixed(1)} minutes ${apart > 0 ? 'ahead' : 'behind'}`;
}

/** A disk that is full beyond its flood stage makes the cluster block writes; so may an operator. */
async function blocks(indices: Indices): Promise<string | undefined> {
  const { client } = indices;
  const query = { index: everyIndex(indices), name: 'index.blocks.*', flat_settings: true, ignore_unavailable: true };
  const blocked = Object.entries(await asked(client.indices.getSettings(query, PATIENCE))).flatMap(([name, { settings = {} }]) => {
    const why = Object.entries(settings as Record<string, string>).find(([key, value]) => /read_only|write/.test(key) && value === 'true')?.[0];
    return why === undefined ? [] : [`${name} (${why}${why.endsWith('allow_delete') ? ': the disk is full' : ''})`];
  });
  return blocked.length === 0 ? undefined : `takes nothing for ${blocked.join(', ')}`;
}

/** What this process wrote to and is not there any more. */
async function missingOf({ client, known }: Indices): Promise<string[]> {
  const there = await Promise.all(known.map(async (name) => [name, await asked(client.indices.exists({ index: name }, PATIENCE))] as const));
  return there.flatMap(([name, exists]) => (exists ? [] : [name]));
}

function gone(missing: readonly string[]): string | undefined {
  return missing.length === 0 ? undefined : `deleted by somebody: ${missing.join(', ')}; made again with the next write, what was in it is gone`;
}

/** Of the life of this process. */
function madeAgain({ indicesLost }: Trouble, missing: readonly string[]): string[] {
  const again = [...indicesLost].filter(([name]) => !missing.includes(name));
  return again.map(([name, at]) => `${name} was deleted by somebody before ${new Date(at).toISOString()} and made again: what was in it is gone`);
}
