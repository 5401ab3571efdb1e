import type { EntityRole, EntityType } from './entity';
import type { BucketName } from './time';

/** One question asked of every entity, as written in `features/*.yaml` and checked by `parseFeature`. */
export interface Feature {
  readonly id: string;
  /** A changed body under an old version is refused by the store. */
  readonly version: number;
  /** The question in the words of a person: "How many sign-ins of this user failed?" */
  readonly question: string;
  /** What is counted, singular and plural: `failed sign-in`, `failed sign-ins`. Explanations are built from it. */
  readonly unit: { readonly one: string; readonly many: string };
  readonly entity: { readonly type: EntityType; readonly role: EntityRole };
  readonly where: Condition;
  readonly measure: Measure;
  readonly bucket: BucketName;
  /** `learn`: an empty bucket is a count of zero. `skip`: no observation. */
  readonly zero: 'learn' | 'skip';
  /** Which side is unusual. */
  readonly tail: 'upper' | 'lower' | 'both';
  readonly detectors: readonly string[];
  /** An ATT&CK technique (`T1110.003`) or undefined where none fits. */
  readonly technique?: string;
  /** Data sets (`event.dataset`) that are known to feed it: documentation, never a filter. */
  readonly sources: readonly string[];
}

/** A closed language with the same meaning in every store. A field that an event lacks satisfies no comparison, and `not` of one is satisfied. On a field with many values, one that fits is enough. */
export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | { readonly field: string; readonly is: string | number | boolean | readonly (string | number)[] }
  | { readonly field: string; readonly exists: boolean }
  | { readonly field: string; readonly prefix: string }
  | { readonly field: string; readonly cidr: string | readonly string[] }
  | { readonly field: string; readonly over?: number; readonly under?: number; readonly atLeast?: number; readonly atMost?: number };

export type Measure =
  | { readonly kind: 'count' }
  | { readonly kind: 'distinct'; readonly field: string }
  | { readonly kind: 'sum' | 'mean' | 'maximum'; readonly field: string }
  | { readonly kind: 'values'; readonly field: string }
  | { readonly kind: 'ordered'; readonly field: string }
  | { readonly kind: 'single'; readonly field: string };
