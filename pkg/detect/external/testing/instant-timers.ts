import type { Timers } from '../timers';

/** A clock that jumps: whoever waits is woken as soon as everybody else stands still, and time has passed. */
export class InstantTimers implements Timers {
  public readonly waited: number[] = [];
  private at = 0;

  public now(): number {
    return this.at;
  }

  public pass(duration: number): void {
    this.at += duration;
  }

  public async wait(duration: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    await new Promise<void>((resolve, reject) => {
      const timer = setImmediate(() => {
        this.at += duration;
        this.waited.push(duration);
        resolve();
      });
      signal.addEventListener('abort', () => {
        clearImmediate(timer);
        reject(new DOMException('ended', 'AbortError'));
      });
    });
  }
}
