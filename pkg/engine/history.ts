import { setImmediate as breathe } from 'node:timers/promises';
import { DAY, HOUR, type Feature, type Millis } from '../model';
import type { Store } from '../store/store';
import { Asking } from './asking/asking';
import type { Place } from './build-anomaly';
import type { FreeDays } from './calendar/calendars';
import { forgetHeard, keepHeard, SaidZones } from './calendar/said-zones';
import { forgetChanges, keepChanges } from './change/baseline-changes';
import { CaseBook } from './cases/case-book';
import { openCases } from './cases/open-cases';
import { loadCheckpoint, saveCheckpoint, trackKeys } from './checkpoint';
import type { BackfillReport, Engine } from './engine';
import { freshPass } from './fresh-pass';
import { CHUNK, countObserved, type Observed } from './observed';
import { LiveStream } from './live-stream';
import { closeCases, outcomeOf, together, type Outcome } from './outcome';
import type { EntityHour, Pass } from './pass';
import { DayRows } from './day-rows';
import type { Epoch } from './shared-epoch';
import { forgetOverlap } from './overlap';
import { forgetReplay } from './replay/kept-replay';
import { PIECE, Turns } from './turns';

const MOST_SHOWN = 100_000;

type BackfillOptions = Parameters<Engine['backfill']>[0];

export interface HistoryParts {
  readonly store: Store;
  readonly features: readonly Feature[];
  readonly clock: () => Millis;
  readonly namespace: string;
  /** Time zone of everybody whose own is not known. */
  readonly zone?: string;
  readonly calendars?: readonly FreeDays[];
  /** Who is asked of the features that name a detector that asks. */
  readonly asking?: Asking;
}

/** Learns and scores closed hours, in order, once: the backfill, and the closing of live hours. */
export class History {
  public pass: Pass;
  public from: Millis | undefined;
  /** Everything before it is scored and learnt. */
  public until: Millis | undefined;
  private readonly epochs: Epoch[] = [];
  public cases: CaseBook;
  private readonly rows: DayRows;
  private readonly live: LiveStream;
  private readonly turns = new Turns();
  public readonly place: Place;

  public constructor(private readonly parts: HistoryParts) {
    this.live = new LiveStream(parts.store, parts.clock);
    this.rows = new DayRows(parts.store.observations);
    this.pass = this.freshPass();
    this.cases = new CaseBook(parts.features);
    this.place = { namespace: parts.namespace, run: 'live' };
  }

  /** Where an earlier process stopped. */
  public async resume(): Promise<void> {
    const learnt = await loadCheckpoint(this.parts.store, this.pass);
    if (!learnt) {
      this.pass = this.freshPass();
      return;
    }
    this.from = learnt.from;
    this.until = learnt.until;
    const recent = await this.parts.store.findings.anomalies({ run: this.place.run, from: learnt.until - DAY, to: learnt.until, limit: MOST_SHOWN });
    this.cases.remember(recent.sort((a, b) => a.start - b.start));
  }

  public async backfill(options: BackfillOptions): Promise<BackfillReport> {
    const began = performance.now();
    const { oldest, newest } = await this.parts.store.events.extent();
    const report = { buckets: 0, entities: 0, anomalies: 0, seconds: 0 };
    if (oldest === undefined || newest === undefined) return report;
    await this.startAgainIf(options.since, oldest);
    const first = Math.floor((options.since ?? oldest) / DAY) * DAY;
    this.from ??= first;
    const from = this.until ?? first;
    const to = Math.min(options.until ?? Infinity, await this.closedBy(newest, options.until));
    for (let chunk = from; chunk < to; chunk = Math.floor(chunk / CHUNK) * CHUNK + CHUNK) {
      const end = Math.min(to, Math.floor(chunk / CHUNK) * CHUNK + CHUNK);
      report.anomalies += await this.learnChunk(chunk, end, options, { from, to }, report.anomalies);
      report.buckets += (end - chunk) / HOUR;
      if (options.signal?.aborted === true) break;
    }
    const known = this.pass.knownEntities();
    return { ...report, entities: Object.values(known).reduce((sum, one) => sum + one, 0), seconds: (performance.now() - began) / 1000 };
  }

  /** The end of the newest hour that can be closed: the data's own end when that is past, unless the stream is live; else the last full hour. */
  private async closedBy(newest: Millis, asked: Millis | undefined): Promise<Millis> {
    const dataEnd = Math.floor(newest / HOUR) * HOUR + HOUR;
    const lastFull = Math.floor(this.parts.clock() / HOUR) * HOUR;
    return asked !== undefined && (await this.live.lasts(newest)) ? lastFull : Math.min(dataEnd, lastFull);
  }

  /** Older data than what was learnt changes every baseline since: history is learnt anew. */
  private async startAgainIf(since: Millis | undefined, oldest: Millis): Promise<void> {
    if (this.from === undefined || this.until === undefined) return;
    const older = oldest < this.from || (since !== undefined && since < this.until);
    if (!older) return;
    this.pass = this.freshPass();
    this.cases = new CaseBook(this.parts.features);
    this.from = undefined;
    this.until = undefined;
    await forgetHeard(this.parts.store);
    await forgetChanges(this.parts.store);
    await forgetReplay(this.parts.store.state);
    await this.parts.store.findings.clear(this.place.run, 0, Number.MAX_SAFE_INTEGER);
  }

  private async learnChunk(from: Millis, to: Millis, options: BackfillOptions, span: { from: Millis; to: Millis }, before: number): Promise<number> {
    const observed = await countObserved(this.parts.store, this.pass.tracks, from, to);
    // Each midnight in the chunk settles by the day before it.
    this.pass.said = await SaidZones.count(this.parts.store, Math.ceil(from / DAY) * DAY - DAY, Math.ceil(to / DAY) * DAY - DAY);
    let anomalies = 0;
    for (let day = from; day < to; day = Math.floor(day / DAY) * DAY + DAY) {
      const end = Math.min(to, Math.floor(day / DAY) * DAY + DAY);
      anomalies += await this.learnHours(day, end, observed);
      options.onProgress?.({ at: end, ...span, anomalies: before + anomalies });
      await breathe();
      if (options.signal?.aborted === true) return anomalies;
    }
    this.until = to;
    await saveCheckpoint(this.parts.store, this.pass, { from: this.from ?? from, until: to, features: trackKeys(this.pass) });
    if (options.since !== undefined) await forgetOverlap(this.parts.store.records);
    return anomalies;
  }

  /** The hours of a day: learnt one by one, of which only what is kept stays in memory, and written together. */
  private async learnHours(from: Millis, to: Millis, observed: Observed): Promise<number> {
    const shown = await openCases(this.parts.store, this.place, from, to);
    const come: Outcome[] = [];
    for (let hour = from; hour < to; hour += HOUR) {
      await this.ask(hour, observed);
      const keep = (hours: readonly EntityHour[]): Iterable<void> => this.keep(hours, shown, come);
      await this.turns.through(
        this.pass.closing(hour, (track, start) => observed.at(track, start), keep),
        () => this.rows.writeIfMany()
      );
    }
    return await this.write(come, shown, from, to);
  }

  /** What a service says of the hour has to be known before it is closed. */
  private async ask(hour: Millis, observed: Observed): Promise<void> {
    const { asking } = this.parts;
    if (asking === undefined || !Asking.concerns(this.pass.tracks)) return;
    this.pass.begin(hour);
    await asking.before(hour, this.pass.tracks, (track, start) => observed.at(track, start));
  }

  private *keep(hours: readonly EntityHour[], shown: ReadonlyMap<string, string>, come: Outcome[]): Generator<void> {
    const now = this.parts.clock();
    for (const [index, one] of hours.entries()) {
      for (const judged of one.judged) this.rows.add(judged);
      const outcome = outcomeOf([one], this.place, now, (id) => shown.has(id));
      if (outcome.findings.length > 0 || outcome.built.length > 0) come.push(outcome);
      if (index % PIECE === PIECE - 1) yield;
    }
  }

  private async write(come: readonly Outcome[], shown: ReadonlyMap<string, string>, from: Millis, to: Millis): Promise<number> {
    const { store } = this.parts;
    const { findings, built, risk } = together(come);
    const closed = await closeCases(store, this.parts.features, this.cases, built, shown);
    for (const epoch of this.epochs.splice(0)) await putEpoch(store, epoch);
    const { homes } = this.pass;
    await keepChanges(store, this.pass.takeChanges());
    await keepHeard(store, homes.takeHeard(), homes.calendars.takeChange());
    await this.rows.finish(from, to);
    const anomalies = closed.map(({ anomaly }) => anomaly);
    await store.findings.write({ findings, anomalies, receipts: closed.map(({ receipt }) => receipt), risk });
    return closed.length;
  }

  private freshPass(): Pass {
    return freshPass(this.parts, ({ epoch }) => this.epochs.push(epoch));
  }
}

export async function putEpoch(store: Store, epoch: Epoch): Promise<void> {
  const id = String(epoch.number).padStart(8, '0');
  const before = await store.records.get('epoch', id);
  await store.records.put('epoch', id, epoch, before?.version);
}

export async function readEpoch(store: Store, number: number): Promise<Epoch | undefined> {
  return (await store.records.get<Epoch>('epoch', String(number).padStart(8, '0')))?.value;
}
