import type { Client } from '@elastic/elasticsearch';
import { HabitusError } from '../../../errors';
import type { Query } from '../condition';
import { asked, reasonOf, statusOf } from '../failure';
import { Columns, namesToAsk, type Column, type Trouble } from './columns';
import type { Coverage } from './coverage';
import { fieldsOf, type ViewDefinition } from './definition';
import { isOwnIndex } from './own-index';
import { someOf } from './some-of';
import { theirFields, timeOf, type Unit } from './unit';
import { targetOf } from './view-search';

/** For so long, no index appears unseen, and no mapping. */
const FRESH = 60_000;
const MOST_FOUND = 1_000;

interface Known {
  readonly names: ReadonlySet<string>;
  readonly columns: Columns;
  readonly at: number;
}

/** What the views' indices are and how they are mapped, asked of the cluster once a minute: `field_caps`, which needs `view_index_metadata` alone. */
export class ViewIndices {
  private readonly known = new Map<string, Known>();
  private readonly checked = new Set<string>();
  private readonly found = new Map<string, { readonly at: number; readonly units: Unit[] }>();

  public constructor(
    private readonly client: Client,
    public readonly views: readonly ViewDefinition[],
    private readonly coverage: Coverage,
    private readonly now: () => number = () => performance.now()
  ) {}

  /**
   * The indices of all views in groups that hold these fields of ours alike. Each index is in one group of one view: where views meet, the earlier has it,
   * and of an earlier one with a query the events that this finds.
   *
   * @throws HabitusError HAB-VIEW-001 for a view without a usable time, HAB-VIEW-003 for one whose query is none
   */
  public async units(fields: readonly string[]): Promise<Unit[]> {
    const key = [...fields].sort().join(' ');
    const found = this.found.get(key);
    if (found !== undefined && this.now() - found.at < FRESH) return found.units;
    const units = await this.find(fields);
    if (this.found.size > MOST_FOUND) this.found.clear();
    this.found.set(key, { at: this.now(), units });
    return units;
  }

  private async find(fields: readonly string[]): Promise<Unit[]> {
    const taken = new Map<string, Query[]>();
    const units: Unit[] = [];
    for (const view of this.views) {
      const names = new Set([timeOf(view), ...fields.flatMap((field) => theirFields(view, field))]);
      const columns = await this.columnsOf(view, names);
      await this.check(view, columns);
      const indices = this.withTime(view, columns).filter((index) => !(taken.get(index) ?? []).includes(EVERYTHING));
      units.push(...grouped(view, columns, indices, names, taken));
      for (const index of indices) taken.set(index, [...(taken.get(index) ?? []), queryOf(view)]);
    }
    return units;
  }

  private async columnsOf(view: ViewDefinition, names: ReadonlySet<string>): Promise<Columns> {
    const known = this.known.get(view.name);
    const isNew = [...names].some((name) => known?.names.has(name) !== true);
    if (known !== undefined && !isNew && this.now() - known.at < FRESH) return known.columns;
    const all = new Set([...(known?.names ?? []), ...names, ...Object.values(view.fields ?? {}).flatMap(fieldsOf)]);
    const answer = await asked(this.client.fieldCaps({ ...targetOf(view), include_unmapped: true, fields: namesToAsk(all) }));
    const columns = new Columns(answer);
    this.known.set(view.name, { names: all, columns, at: this.now() });
    return columns;
  }

  private withTime(view: ViewDefinition, columns: Columns): string[] {
    const indices = columns.indices.filter((index) => !isOwnIndex(index));
    const usable = indices.filter((index) => (columns.at(timeOf(view), index) as Column | undefined)?.type === 'time');
    if (usable.length === 0 && indices.length > 0) {
      throw new HabitusError('HAB-VIEW-001', `${timeOf(view)} in ${someOf(indices)}`, `view ${view.name}: a date field that holds the time of its events`);
    }
    const without = indices.filter((index) => !usable.includes(index));
    if (without.length > 0) this.coverage.note({ view: view.name, kind: 'time', detail: `${timeOf(view)} is no date in ${someOf(without)}` });
    return usable;
  }

  /** Once a view: names that fit nothing, fields that are nowhere, a query that is none. */
  private async check(view: ViewDefinition, columns: Columns): Promise<void> {
    if (this.checked.has(view.name)) return;
    await this.checkNames(view);
    for (const field of Object.values(view.fields ?? {}).flatMap(fieldsOf)) {
      const isThere = columns.indices.some((index) => columns.at(field, index) !== undefined);
      if (!isThere) this.coverage.note({ view: view.name, kind: 'field', detail: `${field}, which \`fields\` names, is in none of its indices` });
    }
    if (view.query !== undefined) await this.checkQuery(view);
    this.checked.add(view.name);
  }

  private async checkQuery(view: ViewDefinition): Promise<void> {
    const search = { ...targetOf(view), size: 0, terminate_after: 1, track_total_hits: false, query: queryOf(view) };
    await asked(this.client.search(search)).catch((error: unknown) => {
      if (statusOf(error) === 400) throw new HabitusError('HAB-VIEW-003', reasonOf(error), `view ${view.name}: a query as ${view.query}`, { cause: error });
      throw error;
    });
  }

  private async checkNames(view: ViewDefinition): Promise<void> {
    for (const name of view.indices.filter((one) => !one.startsWith('-'))) {
      try {
        const found = await this.client.indices.resolveIndex({ name, expand_wildcards: 'all' });
        const closed = found.indices.filter(({ attributes }) => attributes.includes('closed')).map((index) => index.name);
        if (closed.length > 0) this.coverage.note({ view: view.name, kind: 'indices', detail: `closed and not read: ${someOf(closed)}` });
        const any = found.indices.length + found.aliases.length + found.data_streams.length > 0;
        if (!any) this.coverage.note({ view: view.name, kind: 'indices', detail: `nothing is called ${name}` });
      } catch (error) {
        if (statusOf(error) !== 404) await asked(Promise.reject(error as Error));
        this.coverage.note({ view: view.name, kind: 'indices', detail: `nothing is called ${name}` });
      }
    }
  }
}

/** A copy of our own events under another name still holds their ids. */
const NOT_OURS: Query = { bool: { must_not: [{ exists: { field: 'habitus.id' } }] } };
const EVERYTHING: Query = { match_all: {} };

function queryOf({ query }: ViewDefinition): Query {
  return query === undefined ? EVERYTHING : { query_string: { query, lenient: false, analyze_wildcard: false } };
}

function grouped(view: ViewDefinition, columns: Columns, indices: readonly string[], names: ReadonlySet<string>, taken: ReadonlyMap<string, Query[]>): Unit[] {
  const conflicts = [...names].filter((name) => new Set(indices.flatMap((index) => formOf(columns.at(name, index)) ?? [])).size > 1);
  const groups = new Map<string, string[]>();
  for (const index of indices) {
    const forms = conflicts.map((name) => formOf(columns.at(name, index)) ?? '');
    const key = JSON.stringify([forms, taken.get(index) ?? []]);
    groups.set(key, [...(groups.get(key) ?? []), index]);
  }
  return [...groups.values()].map((members) => unitOf(view, columns, members, taken.get(members[0]!) ?? []));
}

function unitOf(view: ViewDefinition, columns: Columns, indices: readonly string[], taken: readonly Query[]): Unit {
  const mine = [...indices].sort();
  return {
    view,
    indices: mine,
    time: timeOf(view),
    filter: {
      bool: {
        filter: [{ terms: { _index: mine } }, NOT_OURS, ...(view.query === undefined ? [] : [queryOf(view)])],
        ...(taken.length > 0 && { must_not: [...taken] }),
      },
    },
    column: (name) => firstKnown(columns, name, mine),
  };
}

function firstKnown(columns: Columns, name: string, indices: readonly string[]): Column | Trouble | undefined {
  for (const index of indices) {
    const column = columns.at(name, index);
    if (column !== undefined) return column;
  }
  return undefined;
}

/** What tells two ways of holding a field apart. */
function formOf(column: Column | Trouble | undefined): string | undefined {
  if (column === undefined) return undefined;
  return 'trouble' in column ? column.trouble : `${column.name} ${column.type}`;
}
