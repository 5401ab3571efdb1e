import type { Condition, EntityRole, EntityType, Measure, Millis } from '../model';

/** A feature's question put to a store, in no store's language. Both stores answer it with the same observations. */
export interface CountQuery {
  readonly namespace: string;
  readonly entity: { readonly type: EntityType; readonly role: EntityRole };
  readonly where: Condition;
  readonly measure: Measure;
  readonly width: Millis;
  /** Half open: from <= event time < to, both on bucket boundaries. */
  readonly from: Millis;
  readonly to: Millis;
  /** Only these entities (ids), for open buckets and receipts. */
  readonly only?: readonly string[];
}
