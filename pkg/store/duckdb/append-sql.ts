import type { FieldName, Millis } from '../../model';
import { instant } from './count-sql';
import { eventLines, FIELD_NAMES, type LineFile } from './schema';
import { constant, join, name, raw, sql, type Sql } from './sql';

/** Of each line what decides over it, in order of the file: id, time and source. The times as text, to see that they are UTC. */
export function arrivingSql(file: LineFile): Sql {
  return sql`CREATE OR REPLACE TEMP TABLE arriving AS
    SELECT "habitus.id" AS id, "@timestamp" AS moment, coalesce("habitus.source", 'unknown') AS source, ${ownOffset()} AS offset_time
    FROM ${eventLines(file, ['@timestamp', 'event.created', 'habitus.id', 'habitus.source'], () => 'VARCHAR')}`;
}

function ownOffset(): Sql {
  return raw(`NOT (suffix("@timestamp", 'Z') AND coalesce(suffix("event.created", 'Z'), true))`);
}

/** What the batch holds: how many lines and ids, how many lines cannot be taken as they are. */
export const ARRIVING_SUMMARY = sql`SELECT count(*) AS lines, count(id) AS ids, count(DISTINCT id) AS different,
    count(*) FILTER (id IS NOT NULL AND (id = '' OR moment IS NULL OR offset_time)) AS odd,
    min(id) FILTER (NOT starts_with(id, '000000')) AS lowest, max(id) FILTER (NOT starts_with(id, '000000')) AS highest,
    count(*) FILTER (starts_with(id, '000000')) AS undated
  FROM arriving`;

export interface IdRange {
  readonly lowest: string | null;
  readonly highest: string | null;
  readonly undated: boolean;
}

/**
 * The ids of the batch that are stored already. An id begins with the hour of its event, so the constants let DuckDB skip all row groups of
 * other hours; ids without an hour (`000000`) are looked for among their own kind.
 */
export function knownSql(range: IdRange, events: Sql): Sql {
  const dated = range.lowest === null ? [] : [sql`"habitus.id" BETWEEN ${range.lowest} AND ${range.highest}`];
  const undated = range.undated ? [sql`"habitus.id" < '000001'`] : [];
  const ranges = [...dated, ...undated];
  return sql`CREATE OR REPLACE TEMP TABLE known AS SELECT "habitus.id" AS id FROM ${events}
    WHERE (${ranges.length === 0 ? raw('false') : join(ranges, ' OR ')}) AND "habitus.id" IN (SELECT id FROM arriving)`;
}

/** As `knownSql`, where it is certain that none are. */
export const NONE_KNOWN = sql`CREATE OR REPLACE TEMP TABLE known AS SELECT id FROM arriving LIMIT 0`;

/** The rows of the batch, straight from the file; `fresh` says which lines. */
export function rowsSql(file: LineFile, fresh: Sql, ingested: Millis): Sql {
  const values = join(
    FIELD_NAMES.map((field) => (field === 'event.ingested' ? sql`${instant(ingested)} AS ${name(field)}` : name(field))),
    ', '
  );
  return sql`SELECT ${values} FROM ${eventLines(file)} WHERE ${fresh}`;
}

/**
 * The rows of the batch in one pass, each line with an id. A line that cannot be taken as it is ends it with an error.
 * @param fields what the lines hold; of other fields nothing is read, and there is no column
 */
export function wholeSql(file: LineFile, fields: readonly FieldName[], ingested: Millis): Sql {
  const values = fields.map((field) => {
    if (field === 'event.ingested') return sql`${instant(ingested)} AS ${name(field)}`;
    if (field === 'habitus.id') return sql`CASE WHEN "habitus.id" = '' THEN error('JSON: empty id') ELSE "habitus.id" END AS "habitus.id"`;
    return isTime(field) ? utc(field) : name(field);
  });
  return sql`SELECT ${join(values, ', ')} FROM ${eventLines(file, fields, (field) => (isTime(field) ? 'VARCHAR' : undefined))} WHERE "habitus.id" IS NOT NULL`;
}

const isTime = (field: FieldName): boolean => field === '@timestamp' || field === 'event.created';

/** A time that says it is UTC; its type would take any offset and drop it. An event without a timestamp is odd, one without a time of creation is not. */
function utc(field: FieldName): Sql {
  const none = field === '@timestamp' ? raw('') : sql`WHEN ${name(field)} IS NULL THEN NULL`;
  return sql`CASE ${none} WHEN suffix(${name(field)}, 'Z') THEN CAST(${name(field)} AS TIMESTAMP) ELSE error('JSON: a time without Z') END AS ${name(field)}`;
}

/** As `arrivingSql`, of a file that `wholeSql` made. */
export function arrivedSql(path: string): Sql {
  return sql`CREATE OR REPLACE TEMP TABLE arriving AS
    SELECT "habitus.id" AS id, "@timestamp" AS moment, coalesce("habitus.source", 'unknown') AS source, false AS offset_time
    FROM read_parquet(${constant(path)})`;
}

/** Of a file that `wholeSql` made, the rows that the store has not, each once. */
export function newRowsSql(path: string): Sql {
  return sql`SELECT * FROM read_parquet(${constant(path)}) WHERE ${NEW_TO_STORE} QUALIFY row_number() OVER (PARTITION BY "habitus.id") = 1`;
}

export const NEW_TO_STORE = sql`"habitus.id" IS NOT NULL AND "habitus.id" NOT IN (SELECT id FROM known)`;
export const HAS_ID = sql`"habitus.id" IS NOT NULL`;

/** One row a source: what the batch added. */
export const ARRIVALS = sql`INSERT INTO arrivals
  SELECT source, count(*), min(moment), max(moment) FROM
    (SELECT id, any_value(source) AS source, any_value(CAST(moment AS TIMESTAMP)) AS moment FROM arriving WHERE id IS NOT NULL AND id NOT IN (SELECT id FROM known) GROUP BY id)
  GROUP BY source`;
