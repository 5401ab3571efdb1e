import { setTimeout as sleep } from 'node:timers/promises';
import { HabitusError } from '../../errors';
import { HOUR, MINUTE, type Millis } from '../../model';
import type { Store } from '../../store/store';
import type { Asking } from '../asking/asking';
import { Claims } from '../claims';
import type { BackfillReport, EngineStatus } from '../engine';
import type { PassParts } from '../fresh-pass';
import type { Learner } from '../learner';
import { LiveStream } from '../live-stream';
import { noteOverlap, readOverlap } from '../overlap';
import type { FeatureTrack } from '../feature-track';
import { Epochs } from './epochs';
import { checkpointed } from './group-scorer';
import { readHead, type Head } from './head';
import { GROUPS, groupOf } from './partition';
import { COORDINATOR } from './lease-table';
import { readLeaseTable, TIMING, type Timing } from './session';
import { Watermarks } from './watermarks';
import { changeWishes, readWishes, wish } from './wishes';
import { Worker } from './worker';

const LATENESS = 5 * MINUTE;
/** How often it is looked up to when the collectors are. */
const LOOK_EVERY = 5_000;
/** A backfill that gets no further for so long, and knows why, ends with that. */
const PATIENCE = 2 * MINUTE;

export interface SharedParts extends PassParts {
  readonly store: Store;
  readonly clock: () => Millis;
  readonly namespace: string;
  /** Bytes of what is learnt that are held in memory; see {@link Worker}. */
  readonly memory?: number;
  readonly asking?: Asking;
}

type BackfillOptions = Parameters<Learner['backfill']>[0];

/** Learns among any number of others: as a worker of the namespace while it is started or something is asked of it. */
export class SharedLearner implements Learner {
  private worker: Worker | undefined;
  private watermark: (() => Millis) | undefined;
  private readonly collectors: Watermarks;
  private looking: NodeJS.Timeout | undefined;
  private asking = 0;
  private reading: ReturnType<typeof readHead> | undefined;
  /** Of the worker that was stopped last. */
  private trouble: string | undefined;

  public constructor(
    private readonly parts: SharedParts,
    private readonly timing: Timing = TIMING
  ) {
    this.collectors = new Watermarks(parts.store.records);
  }

  public async backfill(asked: BackfillOptions): Promise<BackfillReport> {
    const began = performance.now();
    const { store } = this.parts;
    const { oldest, newest } = await store.events.extent();
    if (oldest === undefined || newest === undefined) return { buckets: 0, entities: 0, anomalies: 0, seconds: 0 };
    const { head: before } = await readHead(store.records);
    const to = Math.min(asked.until ?? Infinity, await this.closedBy(newest, asked.until));
    const since = await this.since(asked, oldest, before);
    await wish(store.records, { until: to, ...(since !== undefined && { since }) });
    const head = await this.working(() => this.reached(to, asked, before));
    const isAnew = before === undefined || (head !== undefined && head.round !== before.round);
    const start = isAnew ? (head?.from ?? to) : before.until;
    return {
      buckets: Math.max(0, ((head?.until ?? start) - start) / HOUR),
      entities: Object.values(head?.known ?? {}).reduce((sum, n) => sum + n, 0),
      anomalies: (head?.anomalies ?? 0) - (isAnew ? 0 : before.anomalies),
      seconds: (performance.now() - began) / 1000,
    };
  }

  public async imported(oldest: Millis): Promise<void> {
    const { records } = this.parts.store;
    const { head } = await readHead(records);
    if (head && oldest < head.until) await noteOverlap(records, Math.min(oldest, head.from));
  }

  public start(watermark?: () => Millis): void {
    this.watermark = watermark ?? this.watermark ?? (() => this.parts.clock() - LATENESS);
    this.looking ??= setInterval(() => void this.look(), LOOK_EVERY).unref();
    void this.look();
    this.join().start(true);
  }

  public async tick(): Promise<void> {
    await this.look();
    this.start();
    await this.join().settled();
  }

  public async stop(): Promise<void> {
    const { worker } = this;
    this.worker = undefined;
    clearInterval(this.looking);
    this.looking = undefined;
    await worker?.stop();
    this.watermark = undefined;
    this.trouble = worker === undefined ? this.trouble : worker.trouble;
  }

  public async status(): Promise<EngineStatus> {
    const { store } = this.parts;
    const [{ head }, table] = await Promise.all([readHead(store.records), readLeaseTable(store.state)]);
    const claims = new Claims();
    if (head) claims.restore(head.claims);
    const claimed = claims.perThousand();
    const trouble = this.worker === undefined ? this.trouble : this.worker.trouble;
    const workers = Object.entries(table.members).map(([session, { name, since }]) => {
      const held = Object.entries(table.leases).flatMap(([lease, { holder }]) => (holder === session ? [lease] : []));
      return { name, since, coordinates: held.includes(COORDINATOR), groups: held.filter((lease) => lease !== COORDINATOR).length };
    });
    return {
      epoch: head?.epochs.at(-1)?.number ?? 0,
      entities: head?.known ?? {},
      ...(head && head.until > head.from && { watermark: head.until, oldest: head.from }),
      ...(claimed !== undefined && { claimedOneInThousand: claimed }),
      ...(trouble !== undefined && { trouble }),
      ...(head && Object.keys(head.unjudged).length > 0 && { unjudged: head.unjudged }),
      workers,
    };
  }

  /** Whoever asks while an answer is under way waits for the same one: twenty lines of a page ask at once. */
  public async until(): Promise<Millis | undefined> {
    this.reading ??= readHead(this.parts.store.records).finally(() => (this.reading = undefined));
    const { head } = await this.reading;
    return head && head.until > head.from ? head.until : undefined;
  }

  /** By the newest checkpoint of each group: at most a day behind where hours are still closed by others. */
  public async *tracks(entity?: string): AsyncIterable<readonly FeatureTrack[]> {
    const { head } = await readHead(this.parts.store.records);
    if (head === undefined) return;
    const groups = entity === undefined ? Array.from({ length: GROUPS }, (_, group) => group) : [groupOf(entity)];
    const epochs = new Epochs(this.parts.store.state);
    for (const group of groups) {
      const tracks = await this.worker?.tracksOf(group);
      yield tracks ?? (await checkpointed(this.parts, head.round, group, epochs)).tracks;
    }
  }

  private join(): Worker {
    const { parts, timing } = this;
    const place = { namespace: parts.namespace, run: 'live' };
    this.worker ??= new Worker({ ...parts, place, timing, closed: () => this.closed() });
    return this.worker;
  }

  private closed(): Millis | undefined {
    const { watermark } = this;
    const others = this.collectors.least();
    return watermark && others !== undefined ? Math.floor(Math.min(watermark(), others, this.parts.clock() - LATENESS) / HOUR) * HOUR : undefined;
  }

  /** What cannot be read now is read the next time; the worker says what is wrong with the store. */
  private async look(): Promise<void> {
    await this.collectors.read().catch(() => undefined);
  }

  /** As an engine on its own has it. */
  private async closedBy(newest: Millis, asked: Millis | undefined): Promise<Millis> {
    const { store, clock } = this.parts;
    const [dataEnd, lastFull] = [Math.floor(newest / HOUR) * HOUR + HOUR, Math.floor(clock() / HOUR) * HOUR];
    return asked !== undefined && (await new LiveStream(store, clock).lasts(newest)) ? lastFull : Math.min(dataEnd, lastFull);
  }

  /** Where history is to be learnt anew from: asked for, brought by an import, or older than what was learnt. */
  private async since({ since }: BackfillOptions, oldest: Millis, head: Head | undefined): Promise<Millis | undefined> {
    if (head === undefined) return since;
    const from = since ?? (await readOverlap(this.parts.store.records)) ?? (oldest < head.from ? oldest : undefined);
    return from !== undefined && (from < head.until || oldest < head.from) ? from : undefined;
  }

  /** Takes part for as long as the work lasts. */
  private async working<T>(work: () => Promise<T>): Promise<T> {
    const worker = this.join();
    worker.start(this.watermark !== undefined);
    this.asking++;
    worker.wake();
    try {
      return await work();
    } finally {
      if (--this.asking === 0 && this.watermark === undefined) await this.stop();
    }
  }

  private async reached(to: Millis, { onProgress, signal }: BackfillOptions, before: Head | undefined): Promise<Head | undefined> {
    const { records } = this.parts.store;
    const progress = new Progress(to, before, onProgress);
    for (;;) {
      const [{ head }, wishes] = [await readHead(records), await readWishes(records)];
      progress.see(head);
      if (head && head.until >= to && wishes.since === undefined) return head;
      if (signal?.aborted === true) {
        await changeWishes(records, ({ until: _, ...others }) => others);
        return head;
      }
      progress.throwIfStuck(this.worker?.trouble);
      await sleep(this.timing.busy);
    }
  }
}

/** Watches how far the head is. */
class Progress {
  private last: Head | undefined;
  private movedAt = performance.now();

  public constructor(
    private readonly to: Millis,
    private readonly before: Head | undefined,
    private readonly tell: BackfillOptions['onProgress']
  ) {}

  public see(head: Head | undefined): void {
    if (head === undefined || (head.until === this.last?.until && head.round === this.last.round)) return;
    const from = this.before?.round === head.round ? this.before.until : head.from;
    if (this.last) this.tell?.({ at: head.until, from, to: this.to, anomalies: head.anomalies });
    [this.last, this.movedAt] = [head, performance.now()];
  }

  /** @throws HabitusError HAB-STORE-003 with what keeps the worker from its work */
  public throwIfStuck(trouble: string | undefined): void {
    if (trouble !== undefined && performance.now() - this.movedAt > PATIENCE) throw new HabitusError('HAB-STORE-003', trouble);
  }
}
