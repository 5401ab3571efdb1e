import { FIELDS, type Event, type FieldName } from '../../model';
import { place } from '../encoding/place';
import type { EventQuery } from '../store';
import type { StoredEvents } from './parts';
import { findSql } from './count-sql';
import { FIELD_NAMES } from './schema';
import { DuckDBListValue, DuckDBTimestampValue, type DuckDBValue } from '@duckdb/node-api';

/** Raw events, newest first, nested as ECS. */
export async function find({ connections, parts }: StoredEvents, query: EventQuery): Promise<Event[]> {
  const done = parts.reading();
  const rows = await connections.snapshot(async (tx) => tx.rows(findSql(query, await parts.between(tx, query.from, query.to)))).finally(done);
  return rows.map((row) => {
    const event: Record<string, unknown> = {};
    for (const field of FIELD_NAMES) {
      const value = row[field];
      if (value !== null && value !== undefined) {
        place(event, field, plain(field, value));
      }
    }
    return event as unknown as Event;
  });
}

function plain(field: FieldName, value: DuckDBValue): unknown {
  if (value instanceof DuckDBTimestampValue) {
    return new Date(Number(value.micros / 1000n)).toISOString();
  }
  if (value instanceof DuckDBListValue) {
    return [...value.items];
  }
  if (typeof value === 'bigint') {
    return Number(value);
  }
  return FIELDS[field] === 'json' ? JSON.parse(String(value)) : value;
}
