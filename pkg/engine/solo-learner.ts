import { HOUR, MINUTE, type Millis } from '../model';
import { tellClosed } from './closed-hours';
import type { BackfillReport, EngineStatus } from './engine';
import type { FeatureTrack } from './feature-track';
import { History, type HistoryParts } from './history';
import type { Learner } from './learner';
import { OpenHours } from './open-hours';
import { noteOverlap, readOverlap } from './overlap';
import { unjudgedIn } from './unjudged';

const TICK = 15_000;
const LATENESS = 5 * MINUTE;

/** Learns alone: nobody else has the store open. */
export class SoloLearner implements Learner {
  private readonly history: History;
  private readonly open: OpenHours;
  private queue: Promise<unknown> = Promise.resolve();
  private timer: NodeJS.Timeout | undefined;
  private watermark: () => Millis;
  private trouble: string | undefined;
  private current: Promise<void> | undefined;

  private constructor(private readonly parts: HistoryParts) {
    this.history = new History(parts);
    this.open = new OpenHours(parts.store, parts.features, this.history.place);
    this.watermark = () => parts.clock() - LATENESS;
  }

  /** Where an earlier process stopped. */
  public static async resume(parts: HistoryParts): Promise<SoloLearner> {
    const learner = new SoloLearner(parts);
    await learner.history.resume();
    return learner;
  }

  public async backfill(asked: Parameters<Learner['backfill']>[0]): Promise<BackfillReport> {
    return await this.alone(async () => {
      const since = asked.since ?? (await readOverlap(this.parts.store.records));
      const report = await this.history.backfill({ ...asked, ...(since !== undefined && { since }) });
      tellClosed(this.parts.namespace, report);
      return report;
    });
  }

  public async imported(oldest: Millis): Promise<void> {
    const { from, until } = this.history;
    if (until !== undefined && oldest < until) await noteOverlap(this.parts.store.records, Math.min(oldest, from ?? oldest));
  }

  public start(behind?: () => Millis): void {
    if (behind) this.watermark = behind;
    this.timer ??= setInterval(() => {
      this.current = this.round();
    }, TICK).unref();
  }

  /** Closes the hours behind the watermark, then scores the one that fills. */
  public async tick(): Promise<void> {
    const { clock, namespace } = this.parts;
    await this.alone(async () => {
      const closed = Math.floor(Math.min(this.watermark(), clock() - LATENESS) / HOUR) * HOUR;
      tellClosed(namespace, await this.history.backfill({ until: closed }));
      if (this.history.until !== undefined) await this.open.score(this.history, Math.max(this.history.until, closed), clock());
    });
  }

  public async stop(): Promise<void> {
    clearInterval(this.timer);
    this.timer = undefined;
    await this.current;
    await this.queue;
  }

  public async status(): Promise<EngineStatus> {
    return await Promise.resolve(statusOf(this.history, this.trouble));
  }

  public async until(): Promise<Millis | undefined> {
    return await Promise.resolve(this.history.until);
  }

  public async *tracks(): AsyncIterable<readonly FeatureTrack[]> {
    yield await Promise.resolve(this.history.pass.tracks);
  }

  /** A round that fails is said in the status and tried again at the next. */
  private async round(): Promise<void> {
    try {
      await this.tick();
      this.trouble = undefined;
    } catch (error) {
      this.trouble = error instanceof Error ? error.message : String(error);
    }
  }

  /** One at a time: a backfill and a tick never learn at once. */
  private async alone<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.queue.then(work);
    this.queue = mine.catch(() => undefined);
    return await mine;
  }
}

function statusOf({ pass, from, until }: History, trouble: string | undefined): EngineStatus {
  const claimed = pass.claims.perThousand();
  const unjudged = unjudgedIn(pass);
  return {
    epoch: pass.shared.number,
    entities: pass.knownEntities(),
    ...(until !== undefined && { watermark: until }),
    ...(from !== undefined && { oldest: from }),
    ...(claimed !== undefined && { claimedOneInThousand: claimed }),
    ...(trouble !== undefined && { trouble }),
    ...(Object.keys(unjudged).length > 0 && { unjudged }),
  };
}
