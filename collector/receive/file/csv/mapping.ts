import { z } from 'zod';
import { readYaml } from '../../../config/read-yaml';
import { sourceNamed, SOURCES } from '../../../sources/registry';
import type { Source } from '../../../sources/source';
import { timeFormat } from './time-format';

const column = z.string().min(1);
const texts = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String));
/** How one field of the record comes of the columns. */
const field = z.union([
  column.transform((name) => ({ column: name })),
  z.strictObject({ value: z.union([z.string(), z.number(), z.boolean()]) }),
  z.strictObject({
    column,
    /** What the sender's words mean; `*` stands for all others, which stay as they are without it. */
    values: texts.optional(),
    /** The sign between whole and fraction, where it is not the point. */
    decimal: z.enum(['.', ',']).optional(),
  }),
  z.strictObject({
    /** Joined by a space when there are several. */
    columns: z.union([column.transform((name) => [name]), z.array(column).min(1)]),
    format: z.string().refine((text) => timeFormat(text) !== undefined, 'a time format of yyyy MM dd HH mm ss SSS, as dd.MM.yyyy HH:mm'),
    zone: z.string().refine(isZone, 'a time zone as Europe/Vienna').optional(),
  }),
]);

const schema = z.strictObject({
  source: z
    .string()
    .refine((name) => SOURCES.some((source) => source.name === name), `one of ${SOURCES.map((source) => source.name).join(', ')}`)
    .default('ecs'),
  delimiter: z.string().length(1, 'one character').optional(),
  /** Of files without a line of names. */
  columns: z.array(column).min(1).optional(),
  encoding: z.enum(['utf-8', 'windows-1252', 'iso-8859-15']).default('utf-8'),
  fields: z.record(z.string().min(1), field),
  /** Columns that nothing names: kept under their own name, or left out. */
  rest: z.enum(['keep', 'drop']).default('keep'),
});

export type FieldMapping = z.infer<typeof field>;
export type CsvMapping = Omit<z.infer<typeof schema>, 'source'> & { readonly source: Source };

/** A mapping file: how the columns of a CSV become a record of a source. docs/collector.md holds the form. @throws HabitusError HAB-CLI-002, HAB-CONF-001 with the line */
export function readMapping(path: string): CsvMapping {
  const read = readYaml(path, schema);
  return { ...read, source: sourceNamed(read.source) };
}

function isZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }) !== undefined;
  } catch {
    return false;
  }
}
