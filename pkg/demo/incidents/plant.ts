import type { Millis } from '../../model';
import type { Chance } from '../chance';
import type { Drafted } from '../event-lines';
import type { Incident } from '../incident';
import type { Person } from '../people';

/** What an incident may know when it is planted. Victims are drawn without putting back, so that no two incidents share one. */
export interface Stage {
  readonly chance: Chance;
  readonly from: Millis;
  readonly to: Millis;
  victim(fits?: (person: Person) => boolean): Person;
  readonly everybody: readonly Person[];
}

export interface Planted {
  readonly incident: Incident;
  readonly events: readonly Drafted[];
}
