import type { Values } from '../config/settings';
import type { Attention } from '../engine/create';

type Key = Extract<keyof Values, 'criticality' | `alerts.${string}`>;

/** What goes first, and how much of it at all, as it is configured. */
export function attentionOf(values: Pick<Values, Key>): Attention {
  return {
    criticality: values.criticality,
    alerts: {
      perDay: values['alerts.perDay'],
      keptForCritical: values['alerts.keptForCritical'],
      rate: values['alerts.falseDiscoveryRate'],
      strict: values['alerts.strict'],
    },
  };
}
