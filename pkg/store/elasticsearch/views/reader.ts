import type { Client } from '@elastic/elasticsearch';
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Millis } from '../../../model';
import type { CountQuery } from '../../../observe/count-query';
import type { Query } from '../condition';
import type { SearchNow } from '../paging';
import { within } from '../span';
import { both, type Combinations } from './condition';
import { Coverage, type Gap } from './coverage';
import type { ViewDefinition } from './definition';
import { Gate, type GateOptions, type Held } from './gate';
import { combinationsOf } from './groups-of';
import { fieldsOfQuery, questionFor, refuseNamed, type Question } from './question';
import { SliceSize } from './slices';
import type { Unit } from './unit';
import { ViewIndices } from './view-indices';
import { targetOf, ViewSearch } from './view-search';
import type { Stretch } from './zone';

export interface ReaderOptions extends GateOptions {
  readonly views: readonly ViewDefinition[];
  /** Injected "now". */
  readonly clock: () => Millis;
}

/** What was read so far. */
export interface ReadSoFar {
  /** Events that were counted, once for each question they were counted for. */
  readonly events: number;
  readonly searches: number;
  /** Questions that were answered from beginning to end. */
  readonly questions: number;
  readonly held: Held;
}

/** Can be asked; and what it can be asked about. */
export interface Answerable {
  readonly unit: Unit;
  readonly question: Question;
}

/** The views of one namespace as they are read: one gate to the cluster, one memory of what it holds. */
export class ViewReader {
  public readonly indices: ViewIndices;
  public readonly size = new SliceSize();
  public readonly concurrency: number;
  public readonly clock: () => Millis;
  private readonly search: ViewSearch;
  private readonly gate: Gate;
  private readonly coverage = new Coverage();
  private readonly stop = new AbortController();
  private readonly read = { events: 0, searches: 0, questions: 0 };
  private readonly listeners = new Set<() => void>();
  private readonly until = new AsyncLocalStorage<AbortSignal>();

  public constructor(
    private readonly client: Client,
    { views, clock, ...options }: ReaderOptions
  ) {
    this.clock = clock;
    this.concurrency = options.concurrency ?? 1;
    this.gate = new Gate(() => this.probe(views), options);
    this.indices = new ViewIndices(client, views, this.coverage);
    this.search = new ViewSearch(client, this.gate, this.coverage, () => this.signal);
  }

  /** Runs work whose searches, and no others, end when the signal is aborted. */
  public async interruptibly<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    return this.until.run(signal, work);
  }

  private get signal(): AbortSignal {
    const own = this.until.getStore();
    return own === undefined ? this.stop.signal : AbortSignal.any([this.stop.signal, own]);
  }

  public get soFar(): ReadSoFar {
    return { ...this.read, held: this.gate.heldBack };
  }

  public get gaps(): readonly Gap[] {
    return this.coverage.gaps;
  }

  /** Calls back after each search, until what it gives back is called. */
  public watch(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Units that can answer the question. @throws HabitusError HAB-VIEW-001, -002, -003 */
  public async answerable(query: Pick<CountQuery, 'entity' | 'measure' | 'where'>): Promise<Answerable[]> {
    const units = await this.indices.units(fieldsOfQuery(query));
    return units.flatMap((unit) => {
      const question = questionFor(unit, query);
      if (!('trouble' in question)) return [{ unit, question }];
      refuseNamed(unit, query, question);
      return [];
    });
  }

  /** Searches of one unit, each adding to what was read. */
  public on({ view }: Unit, size?: SliceSize): SearchNow {
    return this.search.on(view, (millis) => {
      size?.took(millis);
      this.read.searches += 1;
      this.listeners.forEach((listener) => listener());
    });
  }

  public atOnePoint<R>({ view }: Unit, among: Query, read: (search: SearchNow) => AsyncIterable<R>): AsyncGenerator<R> {
    return this.search.atOnePoint(view, among, read);
  }

  /** What stands in columns of a unit's events in a stretch of time. */
  public combinationsIn(unit: Unit, { from, to }: Pick<Stretch, 'from' | 'to'>, search: SearchNow): Combinations {
    return (columns, among) => combinationsOf(search, both([unit.filter, within(from, to, unit.time), among]), columns, this.size.page);
  }

  public counted(events: number): void {
    this.read.events += events;
  }

  public answered(): void {
    this.read.questions += 1;
  }

  /** Ends what is under way with an error. Safe twice. */
  public async close(): Promise<void> {
    this.stop.abort(new Error('closed'));
    await this.client.close();
  }

  private async probe(views: readonly ViewDefinition[]): Promise<unknown> {
    const [view] = views;
    if (view === undefined) return undefined;
    return this.client.search({ ...targetOf(view), size: 0, terminate_after: 1, track_total_hits: false, request_cache: false }, { signal: this.stop.signal });
  }
}
