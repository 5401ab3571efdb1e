import { z } from 'zod';
import type { Setting } from './settings';

const patterns = z.array(z.string().regex(/^(\w+|\*):.+$/, 'expected type:id, as host:dc-*')).default([]);
const criticality = z.strictObject({ extreme: patterns, high: patterns, low: patterns });

/** What goes first, and how much of it at all. */
export const ATTENTION = {
  criticality: {
    schema: criticality,
    default: { extreme: [], high: [], low: [] },
    what: 'Entities that more, or less, depends on: `extreme`, `high` and `low`, each a list of `type:id` with `*`. Changes the order of cases and who gets an alert first, never a score.',
  } as Setting<z.infer<typeof criticality>>,
  'alerts.perDay': {
    schema: z.int().min(1).max(1_000),
    default: 20,
    what: 'New alerts in any 24 hours at most; what is beyond is one alert that counts them.',
  } as Setting<number>,
  'alerts.keptForCritical': { schema: z.int().min(0).max(1_000), default: 5, what: 'Of these, kept for critical ones.' } as Setting<number>,
  'alerts.falseDiscoveryRate': {
    schema: z.number().min(0.001).max(0.5),
    default: 0.1,
    what: 'Expected share of alerts that are chance: how rare an anomaly must be among all that are watched in its hour (Benjamini-Hochberg).',
  } as Setting<number>,
  'alerts.strict': {
    schema: z.boolean(),
    default: false,
    what: 'Whether that share must hold however entities depend on each other (Benjamini-Yekutieli); fewer alerts.',
  } as Setting<boolean>,
} as const;
