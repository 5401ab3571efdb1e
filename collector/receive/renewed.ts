import type { WatchedFiles } from '../config/watched-files';
import type { Receiver } from './receiver';

/**
 * A receiver that is made anew when files that it rests on change: the one before takes what has arrived and ends, the next begins, where it has a
 * cursor from there. While the files cannot be used the one before goes on, and `error` says why.
 */
export class Renewed implements Receiver {
  private current: Receiver;
  private turning: Promise<void> = Promise.resolve();
  private isStarted = false;
  private isStopped = false;

  /** @param files is closed with it */
  public constructor(private readonly files: WatchedFiles<Receiver>) {
    this.current = files.value;
    files.onChange((next) => {
      this.turning = this.turning.then(async () => await this.turnTo(next));
    });
  }

  public get name(): string {
    return this.current.name;
  }

  public get error(): string | undefined {
    return this.files.error ?? this.current.error;
  }

  public async start(): Promise<void> {
    this.isStarted = true;
    await this.current.start();
  }

  public async stop(): Promise<void> {
    this.isStopped = true;
    this.files.close();
    await this.turning;
    await this.current.stop();
  }

  private async turnTo(next: Receiver): Promise<void> {
    if (this.isStopped) return;
    await this.current.stop();
    this.current = next;
    if (this.isStarted && !this.isStopped) await next.start();
  }
}
