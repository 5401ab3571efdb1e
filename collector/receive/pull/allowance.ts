import { HOUR, type Millis } from '../../../pkg/model';

/** At most so many in any hour, for services whose answer to more is an hour of refusals. */
export class HourlyAllowance {
  private taken: Millis[] = [];

  public constructor(private readonly most: number) {}

  /** @returns whether there is one left; counted then */
  public take(now: Millis): boolean {
    this.taken = this.taken.filter((at) => at > now - HOUR && at <= now);
    if (this.taken.length >= this.most) return false;
    this.taken.push(now);
    return true;
  }
}
