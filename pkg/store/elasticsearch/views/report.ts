import { DAY, type Feature, type Millis } from '../../../model';
import type { Trouble } from './columns';
import { both } from './condition';
import type { Gap } from './coverage';
import { within } from '../span';
import { fieldsOfQuery, missingIn, neverHolds, questionFor, type Question } from './question';
import type { ViewReader } from './reader';
import type { Unit } from './unit';
import { utcOf } from './zone';

/** What of one view is learnt from. */
export interface ViewReport {
  readonly view: string;
  readonly indices: number;
  /** Ids of features that are counted in at least one of its indices. */
  readonly counted: readonly string[];
  readonly notCounted: readonly { readonly feature: string; readonly why: string }[];
  /** Days of the span without an event. */
  readonly emptyDays: readonly string[];
}

export interface ViewsReport {
  readonly views: readonly ViewReport[];
  readonly gaps: readonly Gap[];
  readonly events: number;
  readonly searches: number;
  /** Seconds that searches were held back because the cluster was slow or refused them. */
  readonly heldBack: number;
}

type Asked = Pick<Feature, 'id' | 'entity' | 'measure' | 'where'>;

/** What the views gave to a span of history, and what they did not. Cost: one search a view. */
export async function reportOn(reader: ViewReader, features: readonly Asked[], from: Millis, to: Millis): Promise<ViewsReport> {
  const views: ViewReport[] = [];
  for (const { name } of reader.indices.views) views.push(await reportView(reader, name, features, from, to));
  const { events, searches, held } = reader.soFar;
  return { views, gaps: reader.gaps, events, searches, heldBack: Math.round(held.millis / 1_000) };
}

async function reportView(reader: ViewReader, name: string, features: readonly Asked[], from: Millis, to: Millis): Promise<ViewReport> {
  const counted: string[] = [];
  const notCounted: { feature: string; why: string }[] = [];
  for (const feature of features) {
    const why = whyNot(
      (await reader.indices.units(fieldsOfQuery(feature))).filter(({ view }) => view.name === name),
      feature
    );
    if (why === undefined) counted.push(feature.id);
    else notCounted.push({ feature: feature.id, why });
  }
  const units = (await reader.indices.units([])).filter(({ view }) => view.name === name);
  const indices = units.reduce((sum, unit) => sum + unit.indices.length, 0);
  return { view: name, indices, counted, notCounted, emptyDays: indices === 0 ? [] : await emptyDays(reader, units, from, to) };
}

/** Undefined where one unit counts it. */
export function whyNot(units: readonly Unit[], feature: Asked): string | undefined {
  const answers = units.map((unit) => answerOf(unit, feature));
  if (answers.some((answer) => !('trouble' in answer))) return undefined;
  return answers.map((answer) => (answer as Trouble).trouble)[0] ?? 'it has no indices';
}

/** How a unit answers for a feature, or why it never can. */
export function answerOf(unit: Unit, feature: Asked): Question | Trouble {
  const question = questionFor(unit, feature);
  if ('trouble' in question) return question;
  const missing = neverHolds(unit, feature.where);
  return missing === undefined ? question : missingIn(unit, missing);
}

async function emptyDays(reader: ViewReader, units: readonly Unit[], from: Millis, to: Millis): Promise<string[]> {
  const full = new Set<number>();
  for (const unit of units) {
    const days = { date_histogram: { field: unit.time, fixed_interval: '1h', min_doc_count: 1 } };
    const query = both([unit.filter, within(from - DAY, to + DAY, unit.time)]);
    const { aggregations } = await reader.on(unit)({ size: 0, query, aggs: { days } });
    const { buckets = [] } = (aggregations?.['days'] ?? {}) as { buckets?: readonly { readonly key: number }[] };
    for (const { key } of buckets) full.add(Math.floor(utcOf(unit.view.zone, key) / DAY));
  }
  const empty: string[] = [];
  for (let day = Math.floor(from / DAY); day * DAY < to; day++) if (!full.has(day)) empty.push(new Date(day * DAY).toISOString().slice(0, 10));
  return empty;
}
