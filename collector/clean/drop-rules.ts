import { z } from 'zod';
import { FIELDS, type FieldName } from '../../pkg/model';
import { isWithin, networks } from '../receive/loopback';
import type { Draft } from '../encode/draft';
import type { Step } from '../encode/step';

/** Events that an operator does not want: dropped and counted under the rule's reason. */
export interface DropRule extends Step {
  readonly reason: string;
  fits(draft: Draft): boolean;
}

const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const test = z.union([
  scalar.transform((is) => ({ is: [is] })),
  z
    .array(scalar)
    .min(1)
    .transform((is) => ({ is })),
  z.strictObject({ prefix: z.string().min(1) }),
  z.strictObject({ suffix: z.string().min(1) }),
  z.strictObject({ contains: z.string().min(1) }),
  z.strictObject({ exists: z.boolean() }),
  z.strictObject({
    cidr: z
      .union([z.string().transform((one) => [one]), z.array(z.string())])
      .refine((list) => list.every((one) => networks([one]) !== undefined), 'networks as 10.0.0.0/8'),
  }),
]);

/** `reason` and `where`: all of its fields must fit. A value, a list of values, or one of prefix, suffix, contains, exists, cidr. No regular expressions: none can be slow. */
export const dropRuleSchema = z.strictObject({
  reason: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'lower-case letters, digits and -'),
  where: z
    .record(z.string(), test)
    .refine((where) => Object.keys(where).every((name) => Object.hasOwn(FIELDS, name)), 'fields of docs/fields.md')
    .refine((where) => Object.keys(where).length > 0, 'at least one field'),
});

type Test = z.output<typeof test>;

export function dropRule({ reason, where }: z.output<typeof dropRuleSchema>): DropRule {
  const tests = Object.entries(where).map(([name, one]) => ({ name: name as FieldName, fits: fitting(one) }));
  const fits = (draft: Draft): boolean => tests.every((one) => one.fits(valuesOf(draft, one.name)));
  return { reason, fits, apply: (draft) => (fits(draft) ? reason : undefined) };
}

function valuesOf(draft: Draft, name: FieldName): readonly string[] {
  if (FIELDS[name] === 'keywords') return draft.list(name);
  const value = draft.text(name);
  return value === undefined ? [] : [value];
}

function fitting(wanted: Test): (values: readonly string[]) => boolean {
  if ('exists' in wanted) return (values) => values.length > 0 === wanted.exists;
  const one = fittingOne(wanted);
  return (values) => values.some(one);
}

function fittingOne(wanted: Exclude<Test, { exists: boolean }>): (value: string) => boolean {
  if ('is' in wanted) {
    const known = new Set(wanted.is);
    return (value) => known.has(value);
  }
  if ('prefix' in wanted) return (value) => value.startsWith(wanted.prefix);
  if ('suffix' in wanted) return (value) => value.endsWith(wanted.suffix);
  if ('contains' in wanted) return (value) => value.includes(wanted.contains);
  const block = networks(wanted.cidr);
  return (value) => block !== undefined && isWithin(block, value);
}
