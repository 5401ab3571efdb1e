import type { estypes } from '@elastic/elasticsearch';

/** How a field of theirs is asked for. */
export interface Column {
  /** Where its values lie whole: perhaps a sub-field, `user.name.keyword`. */
  readonly name: string;
  /** As it stands in the document, to be shown. */
  readonly shown: string;
  /** `words`: text whose values can be shown and looked for, and not be grouped by. `open`: a key of a flattened field. */
  readonly type: 'keyword' | 'open' | 'ip' | 'whole' | 'fraction' | 'boolean' | 'time' | 'words';
}

/** Why a field cannot be used, in words that end a sentence: "user.name is ...". */
export interface Trouble {
  readonly trouble: string;
}

const TYPES: Readonly<Record<string, Column['type']>> = {
  keyword: 'keyword',
  constant_keyword: 'keyword',
  wildcard: 'keyword',
  version: 'keyword',
  ip: 'ip',
  long: 'whole',
  integer: 'whole',
  short: 'whole',
  byte: 'whole',
  unsigned_long: 'whole',
  double: 'fraction',
  float: 'fraction',
  half_float: 'fraction',
  scaled_float: 'fraction',
  boolean: 'boolean',
  date: 'time',
  date_nanos: 'time',
};

/** Names of sub-fields, the likeliest first. */
const SUB_FIELDS = ['keyword', 'raw', 'exact'];

/** What `field_caps` must be asked for to know everything of these fields: also their sub-fields and what they lie in. */
export function namesToAsk(fields: Iterable<string>): string[] {
  const names = new Set<string>();
  for (const field of fields) {
    names.add(field).add(`${field}.*`);
    for (let dot = field.lastIndexOf('.'); dot > 0; dot = field.lastIndexOf('.', dot - 1)) names.add(field.slice(0, dot));
  }
  return [...names];
}

/** The mappings of some indices as `field_caps` tells them, field by field and index by index. */
export class Columns {
  public readonly indices: readonly string[];
  private readonly types = new Map<string, ReadonlyMap<string, string>>();

  public constructor(private readonly answer: Pick<estypes.FieldCapsResponse, 'indices' | 'fields'>) {
    this.indices = [answer.indices].flat();
  }

  /** Undefined where the index has no such field. */
  public at(field: string, index: string): Column | Trouble | undefined {
    const type = this.typeOf(field, index);
    const { lies } = this.liesIn(field, index);
    if (lies === 'nested') return { trouble: 'lies in a nested object, whose values belong to no event as a whole; map a field outside of it' };
    if (type === undefined) return lies === 'flattened' ? { name: field, shown: field, type: 'open' } : undefined;
    if (type === 'object') return undefined;
    if (type === 'nested') return { trouble: 'is a nested object and no value; map a field outside of it' };
    if (type === 'flattened') return { trouble: 'is a flattened object and no value; map one of its keys' };
    const known = TYPES[type];
    if (known !== undefined && this.isGroupable(field, type, index)) return { name: field, shown: field, type: known };
    return this.subField(field, index) ?? (isText(type) ? { name: field, shown: field, type: 'words' } : unusable(type, known));
  }

  private subField(field: string, index: string): Column | undefined {
    const names = Object.keys(this.answer.fields).filter((name) => name.startsWith(`${field}.`) && !name.slice(field.length + 1).includes('.'));
    const rank = (name: string): number => (SUB_FIELDS.indexOf(name.slice(field.length + 1)) + SUB_FIELDS.length + 1) % (SUB_FIELDS.length + 1);
    for (const name of names.sort((a, b) => rank(a) - rank(b))) {
      const type = this.typeOf(name, index);
      if (type !== undefined && TYPES[type] === 'keyword' && this.isGroupable(name, type, index)) return { name, shown: field, type: 'keyword' };
    }
    return undefined;
  }

  private isGroupable(field: string, type: string, index: string): boolean {
    const capability = this.answer.fields[field]?.[type];
    if (capability === undefined) return false;
    const not = capability.non_aggregatable_indices;
    return not === undefined ? capability.aggregatable : ![not].flat().includes(index);
  }

  private liesIn(field: string, index: string): { readonly lies?: 'nested' | 'flattened' } {
    for (let dot = field.lastIndexOf('.'); dot > 0; dot = field.lastIndexOf('.', dot - 1)) {
      const type = this.typeOf(field.slice(0, dot), index);
      if (type === 'nested' || type === 'flattened') return { lies: type };
    }
    return {};
  }

  private typeOf(field: string, index: string): string | undefined {
    let types = this.types.get(field);
    if (types === undefined) this.types.set(field, (types = this.readTypes(field)));
    return types.get(index);
  }

  private readTypes(field: string): Map<string, string> {
    const types = new Map<string, string>();
    for (const [type, { indices }] of Object.entries(this.answer.fields[field] ?? {})) {
      if (type === 'unmapped') continue;
      for (const index of indices === undefined ? this.mappedEverywhere(field) : [indices].flat()) types.set(index, type);
    }
    return types;
  }

  /** A field of one type names its indices only where some lack it. */
  private mappedEverywhere(field: string): readonly string[] {
    const without = this.answer.fields[field]?.['unmapped']?.indices;
    if (without === undefined) return this.indices;
    const lacking = new Set([without].flat());
    return this.indices.filter((index) => !lacking.has(index));
  }
}

function isText(type: string): boolean {
  return type === 'text' || type === 'match_only_text';
}

function unusable(type: string, known: Column['type'] | undefined): Trouble {
  return {
    trouble:
      known === undefined
        ? `is of type ${type}, which holds no plain value; map another field`
        : `is a ${type} that cannot be grouped by (doc_values are off); map a field that can`,
  };
}

export const TEXT_ONLY: Trouble = { trouble: 'is text without a keyword sub-field; add one and index again, or map a keyword field' };
