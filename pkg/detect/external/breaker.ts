import type { Millis } from '../../model';
import type { BatchHealth } from '../batch';
import type { ExternalLimits } from './limits';

/**
 * Leaves a service alone that fails again and again. After so many failures in a row nothing is asked for a while; then one request alone finds out whether
 * it is well again, and a failure of that one makes the next pause twice as long.
 */
export class Breaker {
  private inARow = 0;
  private until: Millis | undefined;
  private nextPause: Millis;
  private probing = false;

  public constructor(
    private readonly limits: Pick<ExternalLimits, 'failures' | 'pause' | 'longestPause'>,
    private readonly now: () => Millis
  ) {
    this.nextPause = limits.pause;
  }

  /** Each yes is followed by `succeeded`, `failed` or `abandoned`. */
  public mayAsk(): boolean {
    if (this.until === undefined) return true;
    if (this.probing || this.now() < this.until) return false;
    this.probing = true;
    return true;
  }

  public succeeded(): void {
    this.inARow = 0;
    this.until = undefined;
    this.probing = false;
    this.nextPause = this.limits.pause;
  }

  /** One that was asked before the pause and fails in it makes it no longer. */
  public failed(): void {
    this.inARow++;
    if (this.until !== undefined ? !this.probing : this.inARow < this.limits.failures) return;
    this.probing = false;
    this.until = this.now() + this.nextPause;
    this.nextPause = Math.min(this.limits.longestPause, 2 * this.nextPause);
  }

  /** The caller ended the request: it says nothing of the service. */
  public abandoned(): void {
    this.probing = false;
  }

  public state(): Pick<BatchHealth, 'state' | 'until'> {
    if (this.until === undefined) return { state: 'asking' };
    return { state: this.probing ? 'probing' : 'paused', until: this.until };
  }
}
