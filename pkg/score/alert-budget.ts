import { DAY, type Millis } from '../model';

/** What people can look at. */
export interface AlertBudget {
  /** New ones in any 24 hours. */
  readonly perDay: number;
  /** Of these, kept for what is critical: a flood of the ordinary must not use them up. */
  readonly keptForCritical: number;
}

export interface Admitted {
  readonly at: Millis;
  readonly critical: boolean;
}

/** Whether there is room for one more, after those that were admitted before. The 24 hours roll: no hour of the day at which all rush in. */
export function hasRoom(admitted: readonly Admitted[], { at, critical }: Admitted, { perDay, keptForCritical }: AlertBudget): boolean {
  const recent = admitted.filter((one) => one.at > at - DAY);
  if (recent.length >= perDay) return false;
  return critical || recent.filter((one) => !one.critical).length < perDay - keptForCritical;
}
