import { z } from 'zod';
import { HabitusError } from '../../errors';
import { QUERY_TYPES, parseEntityKey, type EntityRef, type Millis, type QueryType } from '../../model';
import type { DataQuery } from '../pluginv2/generated/pluginv2';

/** A query as checked: what the handlers work on. */
export interface QueryRequest {
  readonly queryType: QueryType;
  readonly format?: 'table' | 'series' | 'numeric' | 'alerts';
  readonly entity?: EntityRef;
  readonly feature?: string;
  readonly minScore?: number;
  readonly limit: number;
  readonly withAnomalies: boolean;
  readonly from: Millis;
  readonly to: Millis;
  readonly maxPoints: number;
}

/** Alerting asks with 43,200 points, a panel with its width; nothing asks for less than it can draw. */
const DEFAULT_POINTS = 1_000;
const DEFAULT_LIMIT = 100;
const MOST = 1_000;

const optional = <T extends z.ZodType>(schema: T): z.ZodOptional<z.ZodNullable<T>> => schema.nullable().optional();
const SHAPE = z.object({
  queryType: optional(z.string()),
  format: optional(z.enum(['table', 'series', 'numeric', 'alerts'])),
  entity: optional(z.string()),
  feature: optional(z.string()),
  minScore: optional(z.coerce.number().min(0).max(100)),
  limit: optional(z.coerce.number().int().min(1).max(MOST)),
  withAnomalies: optional(z.boolean()),
});

/** @throws HabitusError HAB-PLUG-001 for an unknown type, HAB-PLUG-006 naming the part that is wrong */
export function parseQuery(query: DataQuery): QueryRequest {
  const body = readBody(query.json);
  const format = body.format ?? undefined;
  const entity = body.entity ? entityOf(body.entity) : undefined;
  return {
    queryType: typeOf(query.queryType || body.queryType || ''),
    limit: body.limit ?? DEFAULT_LIMIT,
    withAnomalies: body.withAnomalies ?? false,
    from: query.timeRange?.fromEpochMS ?? 0,
    to: query.timeRange?.toEpochMS ?? Date.now(),
    maxPoints: query.maxDataPoints > 0 ? query.maxDataPoints : DEFAULT_POINTS,
    ...(format !== undefined && { format }),
    ...(entity !== undefined && { entity }),
    ...(body.feature && { feature: body.feature }),
    ...(typeof body.minScore === 'number' && { minScore: body.minScore }),
  };
}

function readBody(json: Buffer): z.infer<typeof SHAPE> {
  const result = SHAPE.safeParse(json.length === 0 ? {} : parseJson(json));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new HabitusError('HAB-PLUG-006', `${issue!.path.join('.') || 'query'}: ${issue!.message}`, 'a query as documented');
}

function parseJson(json: Buffer): unknown {
  try {
    return JSON.parse(json.toString('utf8'));
  } catch (error) {
    throw new HabitusError('HAB-PLUG-006', (error as Error).message, 'a query in JSON', { cause: error });
  }
}

function typeOf(text: string): QueryType {
  const type = QUERY_TYPES.find((known) => known === text);
  if (type === undefined) throw new HabitusError('HAB-PLUG-001', text === '' ? 'none' : text, `one of ${QUERY_TYPES.join(', ')}`);
  return type;
}

function entityOf(key: string): EntityRef {
  const entity = parseEntityKey(key);
  if (entity === undefined) throw new HabitusError('HAB-PLUG-006', `entity: ${key}`, 'an entity as `user:jweber`');
  return entity;
}
