import { entityKey, type EntityRef } from '../model';

/** How much depends on an entity, in Elastic's words for assets. */
export const CRITICALITIES = ['low', 'medium', 'high', 'extreme'] as const;
export type Criticality = (typeof CRITICALITIES)[number];

/** Patterns of entities, `host:dc-*`, by how critical they are. Who is in none is `medium`; who is in several is the most critical of them. */
export type CriticalityRules = Readonly<Partial<Record<Exclude<Criticality, 'medium'>, readonly string[]>>>;

/**
 * What criticality is worth in the order, in points of score: ten are a factor of ten in probability, so something extreme goes before something of medium
 * criticality that is up to a hundred times rarer. Judgement. It changes the order and never a score.
 */
const POINTS: Readonly<Record<Criticality, number>> = { low: -10, medium: 0, high: 10, extreme: 20 };
/** How far apart two rows of one score may come to stand. */
export const WIDEST = POINTS.extreme - POINTS.low;

/** Tells how critical an entity is. The cost is a regular expression a pattern, whose only wildcard is `*`. */
export class Criticalities {
  private readonly patterns: readonly (readonly [Criticality, RegExp])[];

  public constructor(rules: CriticalityRules = {}) {
    const falling = [...CRITICALITIES].reverse().filter((level) => level !== 'medium');
    this.patterns = falling.flatMap((level) => (rules[level] ?? []).map((pattern) => [level, matching(pattern)] as const));
  }

  public get any(): boolean {
    return this.patterns.length > 0;
  }

  public of(entity: EntityRef): Criticality {
    const key = entityKey(entity);
    return this.patterns.find(([, pattern]) => pattern.test(key))?.[0] ?? 'medium';
  }

  /** Of several entities of one case, the most critical. */
  public ofAll(entities: readonly EntityRef[]): Criticality {
    return CRITICALITIES[Math.max(...entities.map((entity) => CRITICALITIES.indexOf(this.of(entity))))] ?? 'medium';
  }
}

/** Where a score stands in the order. */
export function priorityOf(score: number, criticality: Criticality): number {
  return score + POINTS[criticality];
}

function matching(pattern: string): RegExp {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join('[^]*')}$`, 'i');
}
