import { HabitusError } from '../errors';
import type { Habitus } from '../owner/habitus';
import type { Logger } from './goplugin/logger';

/** How far the backend is with its data directory. */
export type OpeningState =
  | { readonly is: 'opening' }
  | { readonly is: 'open'; readonly habitus: Habitus; readonly notListening?: string }
  | { readonly is: 'waiting'; readonly error: HabitusError }
  | { readonly is: 'failed'; readonly error: Error };

/** A request that comes before the store is open waits this long: a restart of Grafana with its dashboards on a screen shows data, not errors. */
const PATIENCE = 10_000;
const RETRY = 2_000;

/**
 * Opens the data directory in the background and keeps trying while another process owns it or a cluster does not let us in: after a quick restart
 * the old backend may still be closing. Until then nothing is written and requests are answered with what keeps it.
 */
export class Opening {
  private current: OpeningState = { is: 'opening' };
  private closed = false;
  private readonly waiters = new Set<() => void>();
  private timer: NodeJS.Timeout | undefined;
  private attempt: Promise<void>;

  /**
   * @param open   opens and owns the directory
   * @param begin  starts what runs on it; resolves to what is not received and why, where that is so
   */
  public constructor(
    private readonly open: () => Promise<Habitus>,
    private readonly begin: (habitus: Habitus) => Promise<string | undefined>,
    private readonly log: Logger,
    private readonly patience = PATIENCE,
    private readonly retry = RETRY
  ) {
    this.attempt = this.try();
  }

  public get state(): OpeningState {
    return this.current;
  }

  /**
   * The opened directory.
   *
   * @throws HabitusError HAB-PLUG-003 when it does not open within 10 s, HAB-STORE-001 while another process owns it, or what opening failed with
   */
  public async habitus(): Promise<Habitus> {
    if (this.current.is === 'opening') await this.settled();
    const { current } = this;
    if (current.is === 'open') return current.habitus;
    if (current.is === 'opening') throw new HabitusError('HAB-PLUG-003', `none within ${this.patience / 1_000} s`);
    throw current.error;
  }

  /** Safe twice, and while it still opens. */
  public async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    await this.attempt;
    if (this.current.is === 'open') await this.current.habitus.close();
  }

  private async try(): Promise<void> {
    try {
      const habitus = await this.open();
      const notListening = this.closed ? undefined : await this.begin(habitus);
      this.become({ is: 'open', habitus, ...(notListening !== undefined && { notListening }) });
    } catch (error) {
      this.failed(error);
    }
  }

  private failed(error: unknown): void {
    if (error instanceof HabitusError && passes(error) && !this.closed) {
      this.become({ is: 'waiting', error });
      this.timer = setTimeout(() => {
        this.attempt = this.try();
      }, this.retry);
      return;
    }
    this.become({ is: 'failed', error: error instanceof Error ? error : new Error(String(error)) });
  }

  private become(state: OpeningState): void {
    if (state.is !== this.current.is) say(this.log, state);
    this.current = state;
    for (const wake of this.waiters) wake();
  }

  private settled(): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.waiters.delete(done);
        resolve();
      };
      const timer = setTimeout(done, this.patience);
      this.waiters.add(done);
    });
  }
}

/** What somebody may mend while we wait: credentials and templates are the cluster's, and no restart of Grafana is needed once they are there. */
function passes({ permanent, code }: HabitusError): boolean {
  return !permanent || code === 'HAB-STORE-006' || code === 'HAB-STORE-007';
}

/** One line per change of state. */
function say(log: Logger, state: OpeningState): void {
  switch (state.is) {
    case 'open':
      log.info('The data directory is open', { dataDir: state.habitus.dataDir, namespace: state.habitus.namespace });
      if (state.notListening !== undefined) log.warn('Not everything is received', { reason: state.notListening });
      return;
    case 'waiting':
      log.warn('The data cannot be opened yet; trying again', { reason: state.error.message });
      return;
    case 'failed':
      log.error('The data directory cannot be opened', { error: state.error });
      return;
    case 'opening':
      return;
  }
}
