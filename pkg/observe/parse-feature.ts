import { isCollection, LineCounter, parseAllDocuments, type Document } from 'yaml';
import type { z } from 'zod';
import { HabitusError } from '../errors';
import type { Feature } from '../model';
import { featureSchema } from './feature-schema';

/**
 * The features of a definition file: one or many YAML documents. The language stands in docs/features.md.
 * @param file  its name, for messages
 * @throws HabitusError HAB-FEAT-001 naming file, line and what was expected there
 */
export function parseFeature(yamlText: string, file: string): Feature[] {
  const lines = new LineCounter();
  const documents = parseAllDocuments(yamlText, { lineCounter: lines });
  const features = (Array.isArray(documents) ? documents : [])
    .filter((document) => document.errors.length > 0 || document.toJS() !== null)
    .map((document) => one(document, file, lines));
  if (features.length === 0) {
    throw new HabitusError('HAB-FEAT-001', 'an empty file', `${file}: a feature definition`);
  }
  return features;
}

function one(document: Document.Parsed, file: string, lines: LineCounter): Feature {
  const [fault] = document.errors;
  if (fault !== undefined) {
    throw new HabitusError('HAB-FEAT-001', fault.message, `${place(file, lines, fault.pos[0])}: YAML`);
  }
  const written: unknown = document.toJS();
  const result = featureSchema.safeParse(written);
  if (result.success) {
    return result.data;
  }
  const [issue] = result.error.issues;
  throw refused(document, file, lines, written, issue);
}

function refused(document: Document.Parsed, file: string, lines: LineCounter, written: unknown, issue: z.core.$ZodIssue | undefined): HabitusError {
  // A key too many is told at its own place, not at that of the mapping around it.
  const path = issue?.code === 'unrecognized_keys' ? [...issue.path, ...issue.keys.slice(0, 1)] : (issue?.path ?? []);
  const message = issue?.code === 'unrecognized_keys' ? 'no such key' : (issue?.message ?? 'a definition');
  const where = path.length === 0 ? '' : `${path.join('.')}: `;
  return new HabitusError('HAB-FEAT-001', valueAt(written, path), `${place(file, lines, offsetOf(document, path))}: ${where}${message}`);
}

function valueAt(written: unknown, path: readonly PropertyKey[]): unknown {
  return (
    path.reduce((value: unknown, key) => (typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined), written) ??
    'nothing'
  );
}

/** Where the deepest part of the path that is written begins. */
function offsetOf(document: Document.Parsed, path: readonly PropertyKey[]): number {
  for (let depth = path.length; depth >= 0; depth--) {
    const node = document.getIn(path.slice(0, depth) as unknown[], true) as { range?: readonly number[] } | undefined;
    const start = node?.range?.[0];
    if (start !== undefined && !(depth > 0 && isCollection(node) && node.items.length === 0)) {
      return start;
    }
  }
  return 0;
}

function place(file: string, lines: LineCounter, offset: number): string {
  return `${file}:${lines.linePos(offset).line}`;
}
