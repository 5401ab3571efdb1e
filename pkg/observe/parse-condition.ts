import { z } from 'zod';
import type { Condition } from '../model';

/**
 * Conditions as people write them. Besides the language itself (`all`, `any`, `not`, and tests that name their `field`), a mapping of fields is
 * short for all of its tests: `{ event.category: authentication, http.response.status_code: { atLeast: 400 } }`.
 */
export const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z
    .record(z.string(), z.unknown())
    .refine((written) => Object.keys(written).length > 0, 'expected a test; leave `where` out to count every event')
    .transform((written, context) => condition(written, context))
);

const scalar = z.union([z.string().min(1), z.number(), z.boolean()]);
const one = z.union([z.string().min(1), z.number()]);

/** What may stand behind the name of a field: a value, some values, or a mapping of comparisons. */
const comparison = z.union([
  z.strictObject({ is: z.union([scalar, z.array(one).min(1)]) }),
  z.strictObject({ exists: z.boolean() }),
  z.strictObject({ prefix: z.string().min(1) }),
  z.strictObject({ cidr: z.union([z.string(), z.array(z.string()).min(1)]).refine(areBlocks, 'expected an address block as in 10.0.0.0/8 or 2001:db8::/32') }),
  z
    .strictObject({ over: z.number().optional(), under: z.number().optional(), atLeast: z.number().optional(), atMost: z.number().optional() })
    .refine((range) => Object.keys(range).length > 0, 'expected a limit'),
]);

function condition(written: Record<string, unknown>, context: z.RefinementCtx): Condition {
  const [key, ...others] = Object.keys(written);
  if (others.length === 0 && (key === 'all' || key === 'any' || key === 'not')) {
    return combined(key, written[key], context);
  }
  if (typeof written.field === 'string') {
    const { field, ...test } = written;
    return fieldTest(field as string, test, context);
  }
  const tests = Object.entries(written).map(([field, test]) => fieldTest(field, test, context));
  return tests.length === 1 && tests[0] !== undefined ? tests[0] : { all: tests };
}

function combined(key: 'all' | 'any' | 'not', inner: unknown, context: z.RefinementCtx): Condition {
  if (key === 'not') {
    return { not: checked(conditionSchema, inner, context, ['not'], { all: [] }) };
  }
  const list = checked(z.array(conditionSchema).min(1), inner, context, [key], []);
  return key === 'all' ? { all: list } : { any: list };
}

function fieldTest(field: string, test: unknown, context: z.RefinementCtx): Condition {
  const direct = z.union([scalar, z.array(one).min(1)]).safeParse(test);
  if (direct.success) {
    return { field, is: direct.data };
  }
  return { field, ...checked(comparison, test, context, [field], { exists: true }) } as Condition;
}

/** The value, or its faults among those of the whole and a stand-in that nobody will see. */
function checked<T>(schema: z.ZodType<T>, value: unknown, context: z.RefinementCtx, path: readonly string[], standIn: T): T {
  const result = schema.safeParse(value);
  if (result.success) {
    return result.data;
  }
  for (const issue of result.error.issues) {
    context.addIssue({ code: 'custom', message: message(issue), path: [...path, ...issue.path] });
  }
  return standIn;
}

const COMPARISONS = 'expected a value, a list of values, or one of is, exists, prefix, cidr, over, under, atLeast, atMost';

function message(issue: z.core.$ZodIssue): string {
  const unclear = issue.code === 'unrecognized_keys' || (issue.code === 'invalid_union' && issue.message === 'Invalid input');
  return unclear ? COMPARISONS : issue.message;
}

const V4 = z.union([z.cidrv4(), z.ipv4()]);
const V6 = z.union([z.cidrv6(), z.ipv6()]);

function areBlocks(written: string | string[]): boolean {
  return [written].flat().every((block) => V4.safeParse(block).success || V6.safeParse(block).success);
}
