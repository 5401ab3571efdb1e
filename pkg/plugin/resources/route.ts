import { HabitusError } from '../../errors';
import { entityField, type EntityRef, type EntityType, ENTITY_TYPES } from '../../model';
import type { Habitus } from '../../owner/habitus';
import { mayChange } from '../access';
import type { CallResourceRequest } from '../pluginv2/generated/pluginv2';
import { addressOf } from './address';
import { anomalyDetail, summary } from './anomaly-detail';
import { answerReveal } from './reveal';
import { sparklines } from './sparklines';
import { trust } from './trust';
import { verification } from './verification';
import { giveVerdict } from './verdicts';

const MOST_ENTITIES = 100;
const MOST_BODY = 64 * 1024;

/** Answers `/resources/<path>`. What changes something asks for the role first. @throws HabitusError HAB-PLUG-002, -004 or what the answer threw */
export async function answerResource(habitus: Habitus, request: CallResourceRequest, now: number): Promise<unknown> {
  const { path, query } = addressOf(request);
  const [first = '', second = '', third] = path;
  if (request.method === 'POST' && first === 'verdicts') {
    const by = mayChange(request.pluginContext);
    if (request.body.length > MOST_BODY) throw new HabitusError('HAB-PLUG-006', `${request.body.length} bytes`, `at most ${MOST_BODY} bytes`);
    return await giveVerdict(habitus, request.body, by, now);
  }
  if (request.method === 'POST' && first === 'reveal') return await answerReveal(habitus, request, now);
  if (request.method !== 'GET') throw new HabitusError('HAB-PLUG-004', `${request.method} ${request.path}`);
  switch (first) {
    case 'anomalies':
      return third === 'verify' ? await verification(habitus, second) : await anomalyDetail(habitus, second);
    case 'trust':
      return await trust(habitus, now);
    case 'features':
      return habitus.features.map(summary);
    case 'entities':
      return { entities: await findEntities(habitus, query.get('search') ?? '', query.get('type')) };
    case 'sparklines':
      return await sparklines(habitus, (query.get('ids') ?? '').split(',').filter(Boolean));
    default:
      throw new HabitusError('HAB-PLUG-004', request.path);
  }
}

/** Entities that have anomalies first, then those of the newest events, whose id holds the text. */
async function findEntities({ store }: Habitus, search: string, type: string | null): Promise<EntityRef[]> {
  const wanted = ENTITY_TYPES.find((one) => one === type);
  const found = new Map<string, EntityRef>();
  const add = (entity: EntityRef): void => {
    if (entity.id.includes(search.toLowerCase()) && found.size < MOST_ENTITIES) found.set(`${entity.type}:${entity.id}`, entity);
  };
  for (const { entity } of await store.findings.anomalies({ from: 0, to: Number.MAX_SAFE_INTEGER, limit: 5_000, ...(wanted && { type: wanted }) })) add(entity);
  for (const { role, type: candidate } of SEARCHED) {
    if (found.size >= MOST_ENTITIES || (wanted !== undefined && wanted !== candidate)) continue;
    const field = entityField(role, candidate);
    const events = await store.events.find({ from: 0, to: Number.MAX_SAFE_INTEGER, where: { field, prefix: search.toLowerCase() }, limit: 500 });
    for (const event of events) {
      const id = (event.habitus?.entity as Record<string, Record<string, string>> | undefined)?.[role]?.[candidate];
      if (id !== undefined) add({ type: candidate, id });
    }
  }
  return [...found.values()];
}

const SEARCHED: readonly { readonly role: 'actor' | 'source' | 'target'; readonly type: EntityType }[] = [
  { role: 'actor', type: 'user' },
  { role: 'source', type: 'address' },
  { role: 'target', type: 'host' },
];
