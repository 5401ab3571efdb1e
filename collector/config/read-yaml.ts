import { readFileSync } from 'node:fs';
import { isCollection, LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import { HabitusError } from '../../pkg/errors';

/** One thing that is wrong in a file, at its place. */
export interface Fault {
  readonly file: string;
  readonly line: number;
  /** `receivers.syslog.0.port`, or `''` for the file itself. */
  readonly key: string;
  readonly expected: string;
  readonly got: string;
}

export type Checked<T> = { readonly value: T; readonly faults?: undefined } | { readonly value?: undefined; readonly faults: readonly Fault[] };

/** Checks the text of a YAML file against a schema: all that is wrong, with lines. */
export function checkYaml<T>(text: string, file: string, schema: z.ZodType<T>): Checked<T> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  if (document.errors.length > 0) {
    return {
      faults: document.errors.map(({ message, pos }) => ({
        file,
        line: lines.linePos(pos[0]).line,
        key: '',
        expected: 'YAML',
        got: message.split('\n', 1)[0] ?? '',
      })),
    };
  }
  let written: unknown;
  try {
    written = document.toJS();
  } catch (error) {
    // A few names that stand for each other many times over would fill the memory.
    return { faults: [{ file, line: 1, key: '', expected: 'YAML in which an alias stands for few values', got: (error as Error).message }] };
  }
  const result = schema.safeParse(written ?? {});
  if (result.success) return { value: result.data };
  return { faults: result.error.issues.flatMap((issue) => faultsOf(issue, document, file, lines, written)).sort((one, other) => one.line - other.line) };
}

/** The same of a file. @throws HabitusError HAB-CLI-002 when it cannot be read, HAB-CONF-001 with the first thing that is wrong */
export function readYaml<T>(path: string, schema: z.ZodType<T>): T {
  const { value, faults } = checkYaml(textOf(path), path, schema);
  if (faults === undefined) return value;
  throw asError(faults);
}

/** The first fault, and how many more there are. */
export function asError(faults: readonly Fault[]): HabitusError {
  const [first] = faults;
  const more = faults.length > 1 ? ` (and ${faults.length - 1} more)` : '';
  return new HabitusError('HAB-CONF-001', `${first?.got ?? ''}${more}`, first ? inWords(first) : undefined);
}

function inWords({ file, line, key, expected }: Fault): string {
  return `${file}:${line}: ${key === '' ? '' : `${key}: `}${expected}`;
}

/** @throws HabitusError HAB-CLI-002 */
export function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new HabitusError('HAB-CLI-002', (error as Error).message, undefined, { cause: error });
  }
}

function faultsOf(issue: z.core.$ZodIssue, document: Document.Parsed, file: string, lines: LineCounter, written: unknown): Fault[] {
  const at = (path: readonly PropertyKey[], expected: string): Fault => ({
    file,
    line: lines.linePos(offsetOf(document, path)).line,
    key: path.join('.'),
    expected,
    got: path.some((key) => SECRET.test(String(key))) ? 'another form' : shown(valueAt(written, path)),
  });
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => at([...issue.path, key], 'a known key'));
  return [at(issue.path, issue.message.replace(/^.{0,40}?expected /i, ''))];
}

/** Also where the key is misspelt. */
const SECRET = /secret|token|passw|credential|^key$/i;

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

function valueAt(written: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce(
    (value: unknown, key) => (typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined),
    written
  );
}

/** Where the deepest part of the path that is written begins. */
function offsetOf(document: Document.Parsed, path: readonly PropertyKey[]): number {
  for (let depth = path.length; depth > 0; depth--) {
    const node = document.getIn(path.slice(0, depth) as unknown[], true) as { range?: readonly number[] } | undefined;
    const start = node?.range?.[0];
    if (start !== undefined && !(isCollection(node) && node.items.length === 0)) return start;
  }
  return 0;
}

/** The line of a key in a file that is valid YAML. */
export function lineOf(path: string, key: string): number {
  const lines = new LineCounter();
  const document = parseDocument(textOf(path), { lineCounter: lines });
  return lines.linePos(
    offsetOf(
      document,
      key.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part))
    )
  ).line;
}
