import type { DuckDBValue } from '@duckdb/node-api';

/** A piece of SQL with the values of its `?` in order. Made only by `sql`, `name` and `join`, so that no value is ever part of the text. */
export interface Sql {
  readonly text: string;
  readonly values: readonly DuckDBValue[];
}

/** A template whose holes are pieces of SQL (put in as they are) or values (bound). */
export function sql(strings: TemplateStringsArray, ...holes: readonly (Sql | DuckDBValue)[]): Sql {
  const values: DuckDBValue[] = [];
  let text = strings[0] ?? '';
  for (const [i, hole] of holes.entries()) {
    if (isSql(hole)) {
      text += hole.text;
      values.push(...hole.values);
    } else {
      text += '?';
      values.push(hole);
    }
    text += strings[i + 1] ?? '';
  }
  return { text, values };
}

/** A quoted identifier. */
export function name(identifier: string): Sql {
  return { text: `"${identifier.replaceAll('"', '""')}"`, values: [] };
}

/** A quoted string constant, where DuckDB takes no bound value (paths in `read_json`, `COPY`). */
export function constant(text: string): Sql {
  return { text: `'${text.replaceAll("'", "''")}'`, values: [] };
}

/** Text of our own, never of a user: keywords, type names, fixed clauses. */
export function raw(text: string): Sql {
  return { text, values: [] };
}

export function join(parts: readonly Sql[], separator: string): Sql {
  return { text: parts.map((part) => part.text).join(separator), values: parts.flatMap((part) => part.values) };
}

function isSql(hole: Sql | DuckDBValue): hole is Sql {
  return typeof hole === 'object' && hole !== null && 'text' in hole && 'values' in hole;
}
