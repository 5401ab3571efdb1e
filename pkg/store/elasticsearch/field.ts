import { HabitusError } from '../../errors';
import { FIELDS, type FieldName, type FieldType } from '../../model';
import { ADDRESS_LISTS } from './mappings';

/** How an event's field is asked for. */
export interface Place {
  readonly type: 'text' | 'number' | 'time' | 'boolean';
  /** Where its value lies as it was written: the name for terms, prefixes and groups. */
  readonly name: string;
  /** Where it lies as an address, if anywhere. */
  readonly address?: string;
  /** A key of a flattened field: text, whatever was written. */
  readonly open: boolean;
}

const OPEN = /^(labels|habitus\.extra)\.(.+)$/;
const TYPES: Readonly<Record<FieldName, FieldType>> = FIELDS;

/**
 * A field of `FIELDS`, `labels.<key>` or `habitus.extra.<path>`. A key below `habitus.extra` may hold dots itself or lie nested: both are met by the same name.
 * @throws HabitusError HAB-STORE-004 for any other name
 */
export function placeOf(field: string): Place {
  if (OPEN.test(field)) return { type: 'text', name: field, open: true };
  if (!Object.hasOwn(FIELDS, field)) throw new HabitusError('HAB-STORE-004', field);
  switch (TYPES[field as FieldName]) {
    case 'ip':
      return { type: 'text', name: `${field}.text`, address: field, open: false };
    case 'long':
    case 'double':
      return { type: 'number', name: field, open: false };
    case 'date':
      return { type: 'time', name: field, open: false };
    case 'boolean':
      return { type: 'boolean', name: field, open: false };
    case 'keyword':
    case 'keywords':
      return { type: 'text', name: field, open: false, ...(ADDRESS_LISTS.has(field as FieldName) && { address: `${field}.ip` }) };
    case 'json':
      return { type: 'text', name: field, open: true };
  }
}
