import type { estypes } from '@elastic/elasticsearch';
import { FIELDS, type FieldName, type FieldType } from '../../model';
import type { PlainKind } from './names';

type Property = estypes.MappingProperty;
export type Properties = Record<string, Property>;

/** Longer values are kept in the event but not found: Lucene takes terms up to 32,766 bytes, four bytes a character. */
const LONGEST = 8_191;
/** Keys of a flattened field are part of its terms. */
const LONGEST_OPEN = 4_096;

/** Lists that hold addresses: a second form of them answers `cidr`. */
export const ADDRESS_LISTS: ReadonlySet<FieldName> = new Set<FieldName>(['related.ip', 'host.ip', 'habitus.entity.source.address']);

const ADDRESS: Property = { type: 'ip', ignore_malformed: true };

const PROPERTIES: Record<FieldType, Property> = {
  keyword: { type: 'keyword', ignore_above: LONGEST },
  keywords: { type: 'keyword', ignore_above: LONGEST },
  // ECS says `ip`, which knows 10.1.2.3 and ::ffff:10.1.2.3 as one; `text` is what was written.
  ip: { ...ADDRESS, fields: { text: { type: 'keyword', ignore_above: LONGEST } } } as Property,
  long: { type: 'long' },
  double: { type: 'double' },
  boolean: { type: 'boolean' },
  date: { type: 'date' },
  json: { type: 'flattened', ignore_above: LONGEST_OPEN, depth_limit: 100 },
};

/** Events: every field of the model, in its order. */
export function eventProperties(fields: Readonly<Partial<Record<FieldName, FieldType>>> = FIELDS): Properties {
  return Object.fromEntries(
    Object.entries(fields).map(([field, type]) => {
      const property = PROPERTIES[type];
      return [field, ADDRESS_LISTS.has(field as FieldName) ? ({ ...property, fields: { ip: ADDRESS } } as Property) : property];
    })
  );
}

const KEY: Property = { type: 'keyword' };
const TIME: Property = { type: 'long' };
const ENTITY: Properties = { 'entity.type': KEY, 'entity.id': { type: 'keyword', ignore_above: LONGEST } };

/**
 * What is searched of everything else. The rest of a document is in its source only: `body` holds the thing itself, to the last bit.
 * Times are epoch milliseconds; `@timestamp` says the same for dashboards of others.
 */
export const PLAIN_PROPERTIES: Record<PlainKind, Properties> = {
  observations: { feature: KEY, ...ENTITY, day: TIME, '@timestamp': { type: 'date' } },
  state: { key: { type: 'keyword', ignore_above: LONGEST }, part: { type: 'boolean' } },
  records: { kind: KEY, id: { type: 'keyword', ignore_above: LONGEST } },
  findings: { run: KEY, feature: KEY, detector: KEY, ...ENTITY, start: TIME, '@timestamp': { type: 'date' } },
  anomalies: {
    ...{
      id: KEY,
      run: KEY,
      case: KEY,
      ...ENTITY,
      start: TIME,
      until: TIME,
      score: { type: 'double' },
      minusLog10P: { type: 'double' },
      severity: KEY,
      features: KEY,
      technique: KEY,
    },
    '@timestamp': { type: 'date' },
  },
  receipts: { id: KEY },
  risk: { ...ENTITY, moment: TIME, value: { type: 'double' }, '@timestamp': { type: 'date' } },
};

/** The order in which an index keeps its documents: that in which they are read. */
export const PLAIN_ORDER: Partial<Record<PlainKind, readonly string[]>> = {
  observations: ['feature', 'entity.type', 'entity.id', 'day'],
  risk: ['entity.type', 'entity.id', 'moment'],
};
