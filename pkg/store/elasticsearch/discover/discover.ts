import type { Client } from '@elastic/elasticsearch';
import { DAY, type Feature, type Millis } from '../../../model';
import type { Query } from '../condition';
import { within } from '../span';
import { both, NONE } from '../views/condition';
import type { ViewDefinition } from '../views/definition';
import { filterFor, fieldsOfQuery, type Question } from '../views/question';
import { ViewReader } from '../views/reader';
import { columnsOf, isAlways } from '../views/reading';
import { answerOf } from '../views/report';
import type { Unit } from '../views/unit';
import { familiesOf, viewNameOf, type Family } from './families';
import { WINDOWS_FIELDS, WINDOWS_MARK } from './windows-fields';

export interface Estimate {
  readonly feature: string;
  /** Of those that the feature counts, over the days looked at. */
  readonly eventsPerDay: number;
  /** Different ones in these days: of the field that tells them apart best, as the cluster estimates it. */
  readonly entities: number;
}

/** One family of indices and what can be learnt of it. */
export interface Proposal {
  readonly pattern: string;
  readonly indices: number;
  readonly events: number;
  readonly eventsPerDay: number;
  readonly newest?: string;
  readonly features: readonly Estimate[];
  readonly notCounted: readonly { readonly feature: string; readonly why: string }[];
  /** To be put under `views`; undefined where nothing can be learnt. */
  readonly view?: ViewDefinition;
}

export interface DiscoverOptions {
  readonly patterns: readonly string[];
  readonly features: readonly Feature[];
  /** How many of the newest days are looked at. */
  readonly days: number;
  readonly clock: () => Millis;
  readonly signal: AbortSignal;
}

/**
 * What existing indices would give, family by family. Reads only, with `read` and `view_index_metadata`, one search at a time: for each family one a kind of
 * mapping, one for its extent, one a feature over the newest days.
 */
export async function* discover(client: Client, options: DiscoverOptions): AsyncGenerator<Proposal> {
  for (const family of await familiesOf(client, options.patterns)) {
    options.signal.throwIfAborted();
    yield await propose(client, family, options);
  }
}

type Asked = Pick<DiscoverOptions, 'features' | 'days' | 'clock' | 'signal'>;

/** Of the ways in which a family may be written the one that gives most; a field that a template maps and nobody fills gives nothing. */
async function propose(client: Client, { pattern, members }: Family, asked: Asked): Promise<Proposal> {
  const fits: Fit[] = [];
  for (const view of kindsOf(pattern)) fits.push(await fit(client, view, asked));
  const proposals: Proposal[] = [];
  for (const one of fits.sort((a, b) => b.able.length - a.able.length)) {
    const proposal = await estimated(one, { pattern, indices: members.length }, asked);
    if (proposal.view !== undefined) return proposal;
    proposals.push(proposal);
  }
  return proposals[0]!;
}

async function estimated(of: Fit, base: Pick<Proposal, 'pattern' | 'indices'>, asked: Asked): Promise<Proposal> {
  const { from, to, ...size } = await sized(of, asked);
  const features: Estimate[] = [];
  const empty: { feature: string; why: string }[] = [];
  for (const feature of of.able) {
    const estimate = await of.reader.interruptibly(asked.signal, () => estimateOf(of, feature, { from, to }, asked));
    if (estimate.eventsPerDay > 0) features.push(estimate);
    else empty.push({ feature: feature.id, why: `no such event in the newest ${asked.days} days` });
  }
  return { ...base, ...size, features, notCounted: [...of.unable, ...empty], ...(features.length > 0 && { view: of.view }) };
}

/** The ways in which a family may be written; the one that gives most is proposed. */
function kindsOf(pattern: string): ViewDefinition[] {
  const view = { name: viewNameOf(pattern), indices: [pattern] };
  return [
    { ...view, kind: 'ecs' },
    { ...view, kind: 'otel' },
    { ...view, kind: 'ecs', fields: WINDOWS_FIELDS },
  ];
}

interface Fit {
  readonly view: ViewDefinition;
  readonly reader: ViewReader;
  readonly able: readonly Feature[];
  readonly unable: readonly { readonly feature: string; readonly why: string }[];
}

async function fit(client: Client, view: ViewDefinition, { features, clock }: Asked): Promise<Fit> {
  const reader = new ViewReader(client, { views: [view], clock });
  const able: Feature[] = [];
  const unable: { feature: string; why: string }[] = [];
  for (const feature of (await isOfKind(reader, view)) ? features : []) {
    const answers = (await reader.indices.units(fieldsOfQuery(feature))).map((unit) => answerOf(unit, feature));
    const [first] = answers;
    if (answers.some((answer) => !('trouble' in answer))) able.push(feature);
    else unable.push({ feature: feature.id, why: first !== undefined && 'trouble' in first ? first.trouble : 'it has no indices' });
  }
  return { view, reader, able, unable };
}

/** Windows' own fields are a way only where there are any, and no pipeline has named the category already. */
async function isOfKind(reader: ViewReader, { fields }: ViewDefinition): Promise<boolean> {
  if (fields !== WINDOWS_FIELDS) return true;
  const [unit] = await reader.indices.units(['user.name', 'event.category']);
  return unit?.column(WINDOWS_MARK) !== undefined;
}

interface Extent {
  readonly events: number;
  readonly eventsPerDay: number;
  readonly newest?: string;
  readonly from: Millis;
  readonly to: Millis;
}

async function sized({ reader }: Fit, { days, clock }: Asked): Promise<Extent> {
  const units = await reader.indices.units([]);
  let [events, newest] = [0, -Infinity];
  for (const unit of units) {
    const { hits, aggregations } = await reader.on(unit)({ ...COUNTED, query: unit.filter, aggs: { newest: { max: { field: unit.time } } } });
    events += totalOf(hits.total);
    newest = Math.max(newest, (aggregations?.['newest'] as { value: number | null } | undefined)?.value ?? -Infinity);
  }
  if (!Number.isFinite(newest)) return { events, eventsPerDay: 0, from: 0, to: 0 };
  const to = Math.min(newest, clock()) + 1;
  const from = to - days * DAY;
  let recent = 0;
  for (const unit of units) recent += await countIn(reader, unit, both([unit.filter, within(from, to, unit.time)]));
  return { events, eventsPerDay: Math.round(recent / days), newest: new Date(newest).toISOString(), from, to };
}

const COUNTED = { size: 0, track_total_hits: true, timeout: '20s' } as const;

async function countIn(reader: ViewReader, unit: Unit, query: Query): Promise<number> {
  return totalOf((await reader.on(unit)({ ...COUNTED, query })).hits.total);
}

async function estimateOf({ reader }: Fit, feature: Feature, { from, to }: Pick<Extent, 'from' | 'to'>, { days }: Asked): Promise<Estimate> {
  let [events, entities] = [0, 0];
  for (const unit of await reader.indices.units(fieldsOfQuery(feature))) {
    const question = answerOf(unit, feature);
    if ('trouble' in question) continue;
    const search = reader.on(unit);
    const wanted = await filterFor(unit, feature, question, reader.combinationsIn(unit, { from, to }, search));
    if (wanted === NONE) continue;
    const query = both([unit.filter, within(from, to, unit.time), wanted]);
    const { hits, aggregations = {} } = await search({ ...COUNTED, query, aggs: different(question) });
    events += totalOf(hits.total);
    entities = Math.max(entities, isAlways(question.entity) ? 1 : 0, ...Object.values(aggregations).map((one) => (one as { value: number }).value));
  }
  return { feature: feature.id, eventsPerDay: Math.round((events / days) * 10) / 10, entities };
}

function different({ entity }: Question): Record<string, { cardinality: { field: string; precision_threshold: number } }> {
  return Object.fromEntries(columnsOf(entity).map(({ name }, i) => [`e${i}`, { cardinality: { field: name, precision_threshold: 3_000 } }]));
}

function totalOf(total: number | { readonly value: number } | undefined): number {
  return typeof total === 'number' ? total : (total?.value ?? 0);
}
