import { parse } from 'yaml';
import { z } from 'zod';
import { HabitusError } from '../../../pkg/errors';
import type { Person } from '../../../pkg/identity';
import { cellsOf, guessDelimiter } from '../../receive/file/csv/cells';

const text = z.union([z.string(), z.number()]).transform((value) => String(value).trim());
const list = z.union([text.transform((one) => [one]), z.array(text)]).default([]);
const optional = text.transform((value) => (value === '' ? undefined : value)).optional();
const person = z
  .object({
    id: text.refine((id) => id !== '', 'an id'),
    names: list,
    mails: list,
    aliases: list,
    department: optional,
    title: optional,
    zone: optional,
    manager: optional,
  })
  .transform(({ names, mails, aliases, ...rest }): Person => ({ ...rest, names: [...names, ...mails, ...aliases].filter((name) => name !== '') }));
const people = z.union([z.array(z.unknown()), z.object({ people: z.array(z.unknown()) }).transform((file) => file.people)]);

const LISTS = ['names', 'mails', 'aliases'];

/** People of a CSV (by its ending), JSON or YAML file. Other columns and keys are read over. @throws HabitusError HAB-CONF-003 with file and row */
export function peopleOf(bytes: Buffer, path: string): Person[] {
  const content = bytes.toString('utf8').replace(/^\uFEFF/, '');
  return rowsOf(content, path).map((row, index) => {
    const checked = person.safeParse(row);
    if (checked.success) return checked.data;
    const [issue] = checked.error.issues;
    throw new HabitusError('HAB-CONF-003', `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`, `a person with an id in ${path}, entry ${index + 1}`);
  });
}

function rowsOf(content: string, path: string): unknown[] {
  if (path.toLowerCase().endsWith('.csv')) return csvRows(content, path);
  try {
    const rows = people.safeParse(path.toLowerCase().endsWith('.json') ? JSON.parse(content) : parse(content));
    if (rows.success) return rows.data;
  } catch (cause) {
    throw new HabitusError('HAB-CONF-003', cause instanceof Error ? (cause.message.split('\n', 1)[0] ?? '') : '', `JSON or YAML in ${path}`, { cause });
  }
  throw new HabitusError('HAB-CONF-003', 'something else', `a list of people, or \`people\` with one, in ${path}`);
}

/** A record a line: a cell of a directory that holds a line end is none that anything here reads. */
function csvRows(content: string, path: string): unknown[] {
  const [head = '', ...lines] = content.split(/\r?\n/).filter((line) => line.trim() !== '');
  const delimiter = guessDelimiter(head);
  const columns = cellsOf(head, delimiter).map((column) => column.trim().toLowerCase());
  if (!columns.includes('id')) throw new HabitusError('HAB-CONF-003', head, `a column \`id\` in the first line of ${path}`);
  return lines.map((line) => {
    const cells = cellsOf(line, delimiter);
    return Object.fromEntries(columns.map((column, index) => [column, LISTS.includes(column) ? (cells[index] ?? '').split(/[|;]/) : (cells[index] ?? '')]));
  });
}
