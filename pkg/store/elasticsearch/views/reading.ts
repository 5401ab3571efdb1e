import type { Column } from './columns';

/** How a field of ours comes out of events of theirs. */
export type Reading = Constant | FromColumn | First | Derived;

export interface Constant {
  readonly kind: 'constant';
  readonly values: readonly string[];
}

export interface FromColumn {
  readonly kind: 'column';
  readonly column: Column;
  readonly map?: ValueMap;
}

/** The first of them that the event has. */
export interface First {
  readonly kind: 'first';
  readonly of: readonly Reading[];
}

/** Computed of other fields of ours in our own code: no script runs in the cluster. */
export interface Derived {
  readonly kind: 'derived';
  readonly from: readonly Reading[];
  readonly resolve: (values: readonly (string | undefined)[]) => string | undefined;
  /** Where a value can only come of texts that fit: a regular expression of Lucene, without regard to case. Undefined: of any. */
  readonly like?: (value: string) => string | undefined;
}

export interface ValueMap {
  /** Case does not matter: what ECS allows is written small. */
  readonly lower?: true;
  readonly values?: ReadonlyMap<string, string>;
  readonly otherwise?: string | undefined;
  readonly scale?: number | undefined;
}

/** Of an event, what stands in these columns: texts, as they come out of an index. */
export type Raw = (column: Column) => string | undefined;

export function valueOf(reading: Reading, raw: Raw): string | undefined {
  switch (reading.kind) {
    case 'constant':
      return reading.values[0];
    case 'column': {
      const text = raw(reading.column);
      return text === undefined ? undefined : mapped(text, reading.map);
    }
    case 'first':
      for (const one of reading.of) {
        const value = valueOf(one, raw);
        if (value !== undefined) return value;
      }
      return undefined;
    case 'derived':
      return reading.resolve(reading.from.map((one) => valueOf(one, raw)));
  }
}

/** What must be read for it, each once. */
export function columnsOf(reading: Reading): Column[] {
  switch (reading.kind) {
    case 'constant':
      return [];
    case 'column':
      return [reading.column];
    case 'first':
      return distinct(reading.of.flatMap(columnsOf));
    case 'derived':
      return distinct(reading.from.flatMap(columnsOf));
  }
}

export function distinct(columns: readonly Column[]): Column[] {
  return [...new Map(columns.map((column) => [column.name, column])).values()];
}

/** Whether an event that has none of the columns may still have the value. */
export function isAlways(reading: Reading): boolean {
  if (reading.kind === 'constant') return true;
  if (reading.kind === 'column') return false;
  return reading.kind === 'first' ? reading.of.some(isAlways) : valueOf(reading, () => undefined) !== undefined;
}

export function mapped(text: string, map: ValueMap | undefined): string | undefined {
  if (map === undefined) return text === '' ? undefined : text;
  const found = map.values?.get(text);
  const value = found ?? (map.values !== undefined && map.otherwise !== undefined ? map.otherwise : text);
  if (map.scale !== undefined) return scaled(value, map.scale);
  return map.lower === true ? value.toLowerCase() : value;
}

function scaled(text: string, scale: number): string | undefined {
  const value = Number(text) * scale;
  return text.trim() === '' || !Number.isFinite(value) ? undefined : String(Math.round(value));
}
