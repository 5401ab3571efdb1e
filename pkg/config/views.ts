import { z } from 'zod';
import { FIELDS } from '../model';

const text = z.string().trim().min(1);
const ours = z.string().refine(isOurs, { error: (issue) => `${String(issue.input)}: expected a field of docs/fields.md, labels.* or habitus.extra.*` });
const value = z.union([z.string(), z.number()]);

const mapping = z.union(
  [
    text,
    z.strictObject({ value: z.union([value, z.array(z.string()).min(1)]) }),
    z.strictObject({
      field: z.union([text, z.array(text).min(1)]),
      values: z.record(z.string(), value).optional(),
      otherwise: z.string().optional(),
      scale: z.number().positive().optional(),
    }),
  ],
  'expected the name of a field of theirs, `{ field, values, otherwise, scale }` or `{ value }`'
);

/** A name, alias or data stream with `*`; one after `-` is left out. Of this cluster alone: others are not read. */
const pattern = z.string().regex(/^-?[^\s,:"\\/?|<>#A-Z-][^\s,:"\\/?|<>#A-Z]*$/, 'expected a name of indices in small letters, as filebeat-*');

const view = z
  .strictObject({
    name: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,62}$/, 'expected a name of lower-case letters, digits, - and _'),
    kind: z.enum(['ecs', 'otel', 'custom']),
    indices: z.union([pattern.transform((one) => [one]), z.array(pattern).min(1)]),
    time: text.optional(),
    zone: z.string().refine(isZone, 'expected a time zone as Europe/Vienna').optional(),
    query: text.optional(),
    fields: z.record(ours, mapping).optional(),
    days: z.int().min(1).max(3_650).optional(),
  })
  .refine(({ kind, fields }) => kind !== 'custom' || Object.keys(fields ?? {}).length > 0, 'expected `fields`: of kind custom nothing else is read')
  .refine(({ indices }) => indices.some((one) => !one.startsWith('-')), 'expected `indices` that name some');

/** What stands under `views`. */
export const viewsSchema = z.array(view).refine(areDistinct, 'expected views of different names');
export type ConfiguredView = z.infer<typeof view>;

function isOurs(name: string): boolean {
  return Object.hasOwn(FIELDS, name) || /^(labels|habitus\.extra)\../.test(name);
}

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

function areDistinct(views: readonly { readonly name: string }[]): boolean {
  return new Set(views.map(({ name }) => name)).size === views.length;
}
