import { z } from 'zod';
import { BUCKET_WIDTHS, ENTITY_ROLES, ENTITY_TYPES, entityField, FIELDS, type BucketName, type Condition, type Feature, type Measure } from '../model';
import { ASKED_NAMES, DETECTOR_NAMES } from './generated/detectors';
import { conditionSchema } from './parse-condition';

const field = z.string().refine(isField, 'expected a field of docs/fields.md, labels.* or habitus.extra.*');
const text = z.string().trim().min(1);
const BUCKETS = Object.keys(BUCKET_WIDTHS) as BucketName[];

const measure: z.ZodType<Measure> = z
  .union(
    [
      z.literal('count'),
      z.strictObject({ distinct: field }),
      z.strictObject({ sum: field }),
      z.strictObject({ mean: field }),
      z.strictObject({ maximum: field }),
      z.strictObject({ values: field }),
      z.strictObject({ ordered: field }),
      z.strictObject({ single: field }),
    ],
    {
      error: (issue) =>
        issue.code === 'invalid_union' ? 'expected count, or one of distinct, sum, mean, maximum, values, ordered, single with a field' : undefined,
    }
  )
  .transform((written): Measure => {
    if (written === 'count') {
      return { kind: 'count' };
    }
    const [kind = 'sum', name = ''] = Object.entries(written)[0] ?? [];
    return { kind: kind as Exclude<Measure['kind'], 'count'>, field: name };
  });

/** Which detectors judge a measure where a definition names none. */
const DETECTORS_OF: Readonly<Record<Measure['kind'], readonly string[]>> = {
  count: ['count-tail'],
  distinct: ['count-tail'],
  sum: ['value-tail'],
  mean: ['shape'],
  maximum: ['value-tail'],
  single: ['value-tail'],
  values: ['rarity'],
  ordered: ['sequence'],
};

/** One document of a definition file, as people write it; gives the feature of the model. */
export const featureSchema = z
  .strictObject({
    apiVersion: z.literal('habitus/v1'),
    id: z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'expected words in kebab-case, as in logins-failed'),
    version: z.int().min(1),
    question: text.refine((question) => question.endsWith('?'), 'expected a question'),
    unit: z.strictObject({ one: text, many: text }),
    entity: z
      .strictObject({ type: z.enum(ENTITY_TYPES), role: z.enum(ENTITY_ROLES) })
      .refine(isEntityField, 'no event carries an entity of this type in this role; see habitus.entity.* in docs/fields.md'),
    where: conditionSchema
      .refine((where) => unknownField(where) === undefined, {
        error: (issue) => `${unknownField(issue.input as Condition) ?? ''}: expected a field of docs/fields.md, labels.* or habitus.extra.*`,
      })
      .optional(),
    measure,
    bucket: z.enum(BUCKETS),
    zero: z.enum(['learn', 'skip']).optional(),
    tail: z.enum(['upper', 'lower', 'both']).default('upper'),
    detectors: z
      .array(z.enum(DETECTOR_NAMES, `expected one of ${DETECTOR_NAMES.join(', ')}`))
      .min(1)
      .optional(),
    technique: z
      .string()
      .regex(/^T\d{4}(\.\d{3})?$/, 'expected an ATT&CK technique, as in T1110.003')
      .optional(),
    sources: z.array(text).default([]),
  })
  .transform(({ apiVersion: _, technique, where, zero, detectors, ...rest }): Feature => {
    const learns = rest.measure.kind === 'count' || rest.measure.kind === 'distinct';
    const feature = {
      ...rest,
      where: where ?? { all: [] },
      zero: zero ?? (learns ? 'learn' : 'skip'),
      detectors: withBaseline(detectors ?? [], rest.measure.kind),
    } satisfies Feature;
    return technique === undefined ? feature : { ...feature, technique };
  });

/** What comes from elsewhere is no baseline: where nothing else is named, the usual detectors stand beside it. */
function withBaseline(named: readonly string[], kind: Measure['kind']): readonly string[] {
  return named.every((name) => ASKED_NAMES.includes(name)) ? [...DETECTORS_OF[kind], ...named] : named;
}

function isField(name: string): boolean {
  return Object.hasOwn(FIELDS, name) || /^(labels|habitus\.extra)\../.test(name);
}

function isEntityField(entity: { type: (typeof ENTITY_TYPES)[number]; role: (typeof ENTITY_ROLES)[number] }): boolean {
  return isField(entityField(entity.role, entity.type));
}

/** The first field of a condition that no event has. */
function unknownField(where: Condition): string | undefined {
  if ('all' in where || 'any' in where) {
    return ('all' in where ? where.all : where.any).map(unknownField).find((name) => name !== undefined);
  }
  if ('not' in where) {
    return unknownField(where.not);
  }
  return isField(where.field) ? undefined : where.field;
}
