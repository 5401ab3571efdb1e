import { FIELDS, type FieldName, type FieldType } from '../../model';

export type Mended = { readonly line: string; readonly id: string } | { readonly refused: string } | { readonly skipped: true };

/**
 * A line as every store can take it, or why there is no such line. Mends what other encoders write legitimately: epoch milliseconds and offsets in
 * times, one value where a list is wanted, numbers as text. Skips objects without `habitus.id`.
 * @param own fields that the store says itself, whatever the line says of them
 */
export function mend(bytes: Uint8Array, own: Readonly<Partial<Record<FieldName, string>>> = {}): Mended {
  const parsed = parse(bytes);
  if (typeof parsed === 'string') {
    return { refused: parsed };
  }
  if (typeof parsed['habitus.id'] !== 'string' || parsed['habitus.id'] === '') {
    return { skipped: true };
  }
  if (parsed['@timestamp'] === undefined || parsed['@timestamp'] === null) {
    return { refused: 'no @timestamp' };
  }
  const event: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(parsed)) {
    const fitting = Object.hasOwn(FIELDS, field) ? fit(FIELDS[field as FieldName], value) : undefined;
    if (fitting === UNFIT) {
      return { refused: `${field}: expected ${FIELDS[field as FieldName]}, got ${shown(value)}` };
    }
    event[field] = fitting;
  }
  return { line: JSON.stringify({ ...event, ...own }, wellFormed), id: parsed['habitus.id'] };
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });

function parse(bytes: Uint8Array): Record<string, unknown> | string {
  try {
    const value: unknown = JSON.parse(UTF8.decode(bytes));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : `expected a JSON object, got ${shown(value)}`;
  } catch (error) {
    return error instanceof SyntaxError ? `not JSON: ${error.message}` : 'not UTF-8';
  }
}

const UNFIT = Symbol('unfit');

function fit(type: FieldType, value: unknown): unknown {
  return value === null || value === undefined ? undefined : FITTERS[type](value);
}

const FITTERS: Record<FieldType, (value: unknown) => unknown> = {
  keyword: scalar,
  ip: scalar,
  keywords: (value) => {
    const values = [value].flat().map(scalar);
    return values.includes(UNFIT) ? UNFIT : values;
  },
  long: (value) => number(value, Math.round),
  double: (value) => number(value, (same) => same),
  boolean: (value) => (typeof value === 'boolean' ? value : UNFIT),
  date: (value) => {
    const at = typeof value === 'number' || typeof value === 'string' ? new Date(value).getTime() : NaN;
    return Number.isNaN(at) ? UNFIT : new Date(at).toISOString();
  },
  json: (value) => value,
};

function scalar(value: unknown): unknown {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : UNFIT;
}

function number(value: unknown, rounded: (value: number) => number): unknown {
  const parsed = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof parsed === 'number' && Number.isFinite(parsed) ? rounded(parsed) : UNFIT;
}

/** Half of a surrogate pair is no character; DuckDB refuses it, JavaScript keeps it. */
function wellFormed(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? value.replace(/\p{Surrogate}/gu, '\uFFFD') : value;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
