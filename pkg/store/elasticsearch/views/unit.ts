import { FIELDS, type FieldName } from '../../../model';
import { kindOf } from '../../../model/otel-kind';
import type { Query } from '../condition';
import { TEXT_ONLY, type Column, type Trouble } from './columns';
import { DEFAULT_TIME, fieldsOf, type FieldMapping, type ViewDefinition } from './definition';
import { normaliseEntity } from '../../../identity';
import { entityTypeOf, likeId, ruleOf } from './derive';
import { candidatesOf } from './kinds';
import { columnsOf, type Reading, type ValueMap } from './reading';

/** Indices of one view that hold what a question needs in the same way: one search answers for all of them. */
export interface Unit {
  readonly view: ViewDefinition;
  readonly indices: readonly string[];
  /** Which documents are of this unit: its indices, the view's own query, none of ours, none that an earlier view has. */
  readonly filter: Query;
  readonly time: string;
  readonly column: (name: string) => Column | Trouble | undefined;
}

/** Values that ECS allows are written small, whatever the sender does. */
const SMALL: ReadonlySet<string> = new Set(['event.kind', 'event.category', 'event.type', 'event.outcome']);

/** Their fields that may hold a field of ours, or what it is computed of. */
export function theirFields(view: ViewDefinition, field: string): readonly string[] {
  const mapping = mappingOf(view, field);
  if (mapping !== undefined) return fieldsOf(mapping);
  const from = ruleOf(field)?.from ?? (field === CATEGORY && view.kind === 'otel' ? OF_CATEGORY : []);
  return [...from.flatMap((one) => theirFields(view, one)), ...(ruleOf(field) === undefined ? candidatesOf(view.kind, field) : [])];
}

/** How the unit's events give a field of ours; a trouble where they hold it in no way that can be used; undefined where they do not hold it. */
export function readingOf(unit: Unit, field: string): Reading | Trouble | undefined {
  const mapping = mappingOf(unit.view, field);
  if (mapping !== undefined) return asEntity(field, ofMapping(unit, mapping));
  const rule = ruleOf(field);
  if (rule === undefined) return withCategory(unit, field, ofNames(unit, candidatesOf(unit.view.kind, field), SMALL.has(field) ? { lower: true } : undefined));
  const from = rule.from.map((one) => readingOf(unit, one) ?? ABSENT);
  // Whom a field names that cannot be read is not guessed from the others.
  const troubled = from.find((one): one is Trouble => 'trouble' in one);
  if (troubled !== undefined) return troubled;
  const readings = from as readonly Reading[];
  const isNowhere = readings.every((one) => one === ABSENT) && rule.resolve([]) === undefined;
  return isNowhere ? undefined : { kind: 'derived', from: readings, resolve: rule.resolve, ...likeOf(rule) };
}

const CATEGORY = 'event.category';
const OF_CATEGORY = ['event.action', 'http.response.status_code'];

/** OpenTelemetry knows no categories: an event without one gets that of which its name or its HTTP status speaks, as in our OTLP receiver. */
function withCategory(unit: Unit, field: string, written: Reading | Trouble | undefined): Reading | Trouble | undefined {
  if (field !== CATEGORY || unit.view.kind !== 'otel') return written;
  const from = OF_CATEGORY.map((one) => groupable(readingOf(unit, one)) ?? ABSENT).map((one) => ('trouble' in one ? ABSENT : one));
  if (from.every((one) => one === ABSENT)) return written;
  const resolve = ([action, status]: readonly (string | undefined)[]): string | undefined => kindOf(action ?? '', status !== undefined)?.category;
  const said: Reading = { kind: 'derived', from, resolve };
  return written === undefined || 'trouble' in written ? said : { kind: 'first', of: [written, said] };
}

/** What has a value only in the documents and none that could be grouped by is a trouble here. */
export function groupable(reading: Reading | Trouble | undefined): Reading | Trouble | undefined {
  if (reading === undefined || 'trouble' in reading) return reading;
  const words = columnsOf(reading).find(({ type }) => type === 'words');
  return words === undefined ? reading : { trouble: `${words.shown} ${TEXT_ONLY.trouble}` };
}

const ABSENT: Reading = { kind: 'constant', values: [] };

function likeOf({ like }: NonNullable<ReturnType<typeof ruleOf>>): { readonly like?: (value: string) => string | undefined } {
  return like === undefined ? {} : { like };
}

function mappingOf({ fields }: ViewDefinition, field: string): FieldMapping | undefined {
  return fields !== undefined && Object.hasOwn(fields, field) ? fields[field] : undefined;
}

function ofMapping(unit: Unit, mapping: FieldMapping): Reading | Trouble | undefined {
  if (typeof mapping === 'string') return ofNames(unit, [mapping]);
  if ('value' in mapping) return { kind: 'constant', values: [mapping.value].flat().map(String) };
  const { values, otherwise, scale } = mapping;
  if (values === undefined && scale === undefined) return ofNames(unit, fieldsOf(mapping));
  const pairs = Object.entries(values ?? {}).map(([theirs, ours]): [string, string] => [theirs, String(ours)]);
  return ofNames(unit, fieldsOf(mapping), { ...(values && { values: new Map(pairs) }), otherwise, scale });
}

/** A field that an operator named as an entity is normalised as every entity is. */
function asEntity(field: string, reading: Reading | Trouble | undefined): Reading | Trouble | undefined {
  const type = entityTypeOf(field);
  if (type === undefined || reading === undefined || 'trouble' in reading) return reading;
  const resolve = ([raw]: readonly (string | undefined)[]): string | undefined => (raw === undefined ? undefined : normaliseEntity(type, raw));
  const isPlain = columnsOf(reading).every(({ type: column }) => column === 'keyword') && !('map' in reading);
  return { kind: 'derived', from: [reading], resolve, ...(isPlain && type !== 'address' && { like: likeId }) };
}

function ofNames(unit: Unit, names: readonly string[], map?: ValueMap): Reading | Trouble | undefined {
  const found = names.map((name) => ({ name, column: unit.column(name) }));
  const readings = found.flatMap(({ column }): Reading[] =>
    column === undefined || 'trouble' in column ? [] : [{ kind: 'column', column, ...(map && { map }) }]
  );
  if (readings.length > 0) return readings.length === 1 ? readings[0] : { kind: 'first', of: readings };
  const troubled = found.find(({ column }) => column !== undefined && 'trouble' in column);
  return troubled && { trouble: `${troubled.name} ${(troubled.column as Trouble).trouble}` };
}

export function timeOf({ time = DEFAULT_TIME }: ViewDefinition): string {
  return time;
}

/** Whether a field of ours holds whole numbers, so that fractions of theirs are rounded event by event. */
export function isWhole(field: string): boolean {
  return FIELDS[field as FieldName] === 'long';
}
