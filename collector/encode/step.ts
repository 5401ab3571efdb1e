import type { Draft } from './draft';

/** What the operator has done to every event once its source has read it and its entities are named: an enrichment completes it, a rule drops it. */
export interface Step {
  /** @returns the reason under which the event is dropped, or undefined to let it go on */
  apply(draft: Draft): string | undefined;
  /** Where it is there: what the event's id is made of instead of its identity, so that the id tells nothing of that. */
  identity?(of: string): string;
}
