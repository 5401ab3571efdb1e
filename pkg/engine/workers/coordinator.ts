import { DAY, HOUR, type Feature, type Millis } from '../../model';
import type { Store } from '../../store/store';
import type { Place } from '../build-anomaly';
import { Calendars, type FreeDays } from '../calendar/calendars';
import { forgetHeard } from '../calendar/said-zones';
import { forgetChanges } from '../change/baseline-changes';
import { CaseBook } from '../cases/case-book';
import { openCases } from '../cases/open-cases';
import { putEpoch } from '../history';
import { LiveStream } from '../live-stream';
import { closeCases } from '../outcome';
import { forgetOverlap, readOverlap } from '../overlap';
import { seenIn, type Contribution } from '../pools';
import type { StoredEpoch } from '../shared-epoch';
import { totalOf } from '../unjudged';
import type { Counting } from './counted';
import type { Epochs } from './epochs';
import { putHead, readHead, stepEnd, type FoundHead, type Head, type Slice } from './head';
import type { GroupResult } from './group-scorer';
import { COORDINATOR } from './lease-table';
import type { Results } from './results';
import type { Session } from './session';
import { changeWishes, readWishes } from './wishes';

export interface CoordinatorParts {
  readonly store: Store;
  readonly features: readonly Feature[];
  readonly clock: () => Millis;
  readonly session: Session;
  readonly counting: Counting;
  readonly epochs: Epochs;
  readonly results: Results;
  readonly place: Place;
  readonly calendars?: readonly FreeDays[];
  /** Of the features as this process has them. */
  readonly keys: readonly string[];
  /** Hours before it may be closed without being asked: the watermark of a live engine. */
  readonly closed: () => Millis | undefined;
}

/** Hours of a slice. */
const LENGTHS = [7 * 24, 24, 6];
/** Counts that a slice may have at most, silent ones among them. */
const COUNTS = 16_000_000;
/** How many are known says little of hours that are this many times as long as those learnt. */
const GROWTH = 6;
/** Blocks of a round: nobody reads them in the next. */
const KINDS = ['epoch', 'result', 'checkpoint', 'counted', 'open', 'open-count'];

/**
 * Held by one worker: says which slice is next, and when all groups scored a step, cuts the epoch, gives anomalies their cases, writes them, and moves the
 * head. Everything it does follows from what the groups left, so that who does it again after a crash does the same; only the head's compare-and-set counts.
 */
export class Coordinator {
  private readonly live: LiveStream;
  /** The calendars of the configuration, in brief. */
  private readonly configured: string;
  private asked: { readonly behind: Millis; readonly to: Millis } | undefined;

  public constructor(private readonly parts: CoordinatorParts) {
    this.live = new LiveStream(parts.store, parts.clock);
    const calendars = new Calendars(parts.calendars);
    calendars.settle(0, undefined);
    this.configured = calendars.digest;
  }

  /** One look. @returns the head, and whether it moved */
  public async round(): Promise<{ readonly head: Head | undefined; readonly moved: boolean }> {
    const found = await this.current();
    if (found === undefined) return { head: undefined, moved: false };
    const to = stepEnd(found.head);
    const next = to === undefined ? await this.nextSlice(found) : await this.commit(found, to);
    return next === undefined ? { head: found.head, moved: false } : { head: next, moved: true };
  }

  /** The head to go on from; a new one where there is none, where the features changed, or where history is to be learnt anew. */
  private async current(): Promise<FoundHead | undefined> {
    const { store, keys } = this.parts;
    const found = await readHead(store.records);
    if (found.head === undefined) return await this.begin(0, found.version);
    const since = await this.older(found.head);
    const same = found.head.features.join() === keys.join();
    return same && since === undefined ? found : await this.begin(found.head.round + 1, found.version, since, found.head);
  }

  /** Older data than what was learnt changes every baseline since. @returns where to begin anew */
  private async older(head: Head): Promise<Millis | undefined> {
    const wishes = await readWishes(this.parts.store.records);
    if (wishes.since === undefined) return undefined;
    const since = Math.min(wishes.since, (await readOverlap(this.parts.store.records)) ?? wishes.since);
    if (since < head.until) return since;
    await changeWishes(this.parts.store.records, ({ since: _, ...others }) => others);
    return undefined;
  }

  private async begin(round: number, version: number | undefined, since?: Millis, before?: Head): Promise<FoundHead | undefined> {
    const { store, keys, epochs } = this.parts;
    const { oldest } = await store.events.extent();
    if (oldest === undefined) return undefined;
    const from = Math.floor((since ?? oldest) / DAY) * DAY;
    await store.findings.clear(this.parts.place.run, 0, Number.MAX_SAFE_INTEGER);
    await forgetHeard(store);
    await forgetChanges(store);
    const pools = await epochs.pools(round, 0);
    const shared = named(pools.cut(from, 1, []), this.configured);
    await epochs.put(round, shared, pools);
    await putEpoch(store, shared.epoch);
    const head: Head = {
      from,
      until: from,
      features: keys,
      round,
      slices: [],
      epochs: [{ from, number: 1 }],
      growing: pools.growing,
      cases: [],
      anomalies: 0,
      known: {},
      claims: { hours: 0, rare: 0 },
      unjudged: {},
    };
    const put = await putHead(store.records, head, version);
    if (put === undefined) return undefined;
    if (since !== undefined) await this.begun();
    if (before) await this.forgetAll(before);
    return { head, version: put };
  }

  private async begun(): Promise<void> {
    await forgetOverlap(this.parts.store.records);
    await changeWishes(this.parts.store.records, ({ since: _, ...others }) => others);
  }

  private async nextSlice({ head, version }: FoundHead): Promise<Head | undefined> {
    const to = Math.min(await this.target(), sliceEnd(head));
    if (to <= head.until) return undefined;
    const next: Head = { ...head, slices: [...head.slices, { from: head.until, to }] };
    return (await putHead(this.parts.store.records, next, version)) === undefined ? undefined : next;
  }

  /** The end of the newest hour that is to be closed: what a command asked for; what is behind the watermark, up to the data's own end unless the stream is live. */
  private async target(): Promise<Millis> {
    const { store, clock, closed } = this.parts;
    const lastFull = Math.floor(clock() / HOUR) * HOUR;
    const wished = Math.min((await readWishes(store.records)).until ?? 0, lastFull);
    const behind = Math.min(closed() ?? 0, lastFull);
    if (behind === 0) return wished;
    return Math.max(wished, await this.closedBehind(behind));
  }

  /** The events are asked once an hour, also where nothing is to be closed: whether they come as they happen must be known when all fall silent. */
  private async closedBehind(behind: Millis): Promise<Millis> {
    if (this.asked?.behind === behind) return this.asked.to;
    const { newest } = await this.parts.store.events.extent();
    if (newest === undefined) return 0;
    const dataEnd = Math.floor(newest / HOUR) * HOUR + HOUR;
    const to = (await this.live.lasts(newest)) ? behind : Math.min(behind, dataEnd);
    if (to === behind) this.asked = { behind, to };
    return to;
  }

  private async commit({ head, version }: FoundHead, to: Millis): Promise<Head | undefined> {
    const { store, results, session } = this.parts;
    const all = await results.all({ round: head.round, to });
    if (all === undefined) return undefined;
    const cut = await this.cut(head, to, all);
    const shown = await openCases(store, this.parts.place, head.until, to);
    const book = new CaseBook(this.parts.features);
    book.restore(head.cases);
    const closed = await closeCases(
      store,
      this.parts.features,
      book,
      all.flatMap(({ built }) => built),
      shown
    );
    const [anomalies, receipts] = [closed.map(({ anomaly }) => anomaly), closed.map(({ receipt }) => receipt)];
    await store.findings.write({ findings: [], anomalies, receipts, risk: all.flatMap(({ risk }) => risk) }, await session.fence(COORDINATOR));
    const next = this.moved({ ...head, ...cut }, to, all, closed.length, book);
    if ((await putHead(store.records, next, version)) === undefined) return undefined;
    await results.forget();
    await this.forgetOld(head, next);
    return next;
  }

  /** The epoch that begins with `to`, where one does. */
  private async cut({ epochs, round }: Head, to: Millis, all: readonly GroupResult[]): Promise<Pick<Head, 'epochs' | 'growing'> | undefined> {
    const contributions = all.flatMap(({ contribution }): Contribution[] => (contribution ? [contribution] : []));
    if (contributions.length < all.length) return undefined;
    const number = epochs.at(-1)?.number ?? 0;
    const pools = await this.parts.epochs.pools(round, number);
    if (
      !pools.cutsAt(
        to,
        number,
        contributions.reduce((sum, one) => sum + seenIn(one), 0)
      )
    ) {
      return undefined;
    }
    // As the groups will have them: what is configured takes effect at midnight.
    const inForce = to % DAY === 0 && this.configured !== '' ? this.configured : (all[0]?.calendars ?? '');
    const shared = named(pools.cut(to, number + 1, contributions), inForce);
    await this.parts.epochs.put(round, shared, pools);
    await putEpoch(this.parts.store, shared.epoch);
    return { epochs: [...epochs, { from: to, number: number + 1 }], growing: pools.growing };
  }

  private moved(head: Head, to: Millis, all: readonly GroupResult[], anomalies: number, book: CaseBook): Head {
    const kept = Math.min(...all.map(({ checkpoint }) => checkpoint));
    const known: Record<string, number> = {};
    for (const [type, n] of all.flatMap((one) => Object.entries(one.known))) known[type] = (known[type] ?? 0) + n;
    return {
      ...head,
      until: to,
      slices: head.slices.filter((slice, at) => slice.to > kept || at === head.slices.length - 1),
      epochs: head.epochs.filter((_, at) => (head.epochs[at + 1]?.from ?? Infinity) >= kept),
      cases: book.stored(to),
      anomalies: head.anomalies + anomalies,
      known,
      unjudged: totalOf([head.unjudged, ...all.map(({ unjudged }) => unjudged)]),
      claims: { hours: sum(all, ({ claims }) => claims.hours), rare: sum(all, ({ claims }) => claims.rare) },
    };
  }

  /** What no checkpoint needs any more. A crash in between leaves blocks that nobody reads. */
  private async forgetOld(before: Head, after: Head): Promise<void> {
    const { counting, epochs } = this.parts;
    for (const slice of before.slices) if (!after.slices.some(({ from }) => from === slice.from)) await counting.forget(before.round, slice);
    for (const { number } of before.epochs) if (!after.epochs.some((one) => one.number === number)) await epochs.forget(before.round, number);
  }

  private async forgetAll({ round, slices }: Head): Promise<void> {
    const { state } = this.parts.store;
    for (const slice of slices) await this.parts.counting.forget(round, slice);
    for (const kind of KINDS) for (const key of await state.keys(`${kind}/${round}/`)) await state.delete(key);
    await state.delete(`open-turn/${round}`);
  }
}

/**
 * So that what is counted at once fits into memory, as far as an hour does: a week where few are known, a day, six hours, an hour of millions. At first an
 * hour: nobody is known.
 */
export function sliceEnd({ from, until, known, features }: Pick<Head, 'from' | 'until' | 'known' | 'features'>): Millis {
  const entities = Object.values(known).reduce((total, n) => total + n, 0);
  const learnt = (until - from) / HOUR;
  const length = LENGTHS.find((hours) => hours * entities * features.length <= COUNTS && hours <= learnt * GROWTH) ?? 1;
  return Math.floor(until / (length * HOUR)) * length * HOUR + length * HOUR;
}

/** The epoch with the calendars in force. */
function named(shared: StoredEpoch, calendars: string): StoredEpoch {
  return calendars === '' ? shared : { ...shared, epoch: { ...shared.epoch, calendars } };
}

function sum(all: readonly GroupResult[], of: (one: GroupResult) => number): number {
  return all.reduce((total, one) => total + of(one), 0);
}

/** Nothing to do: a slice is over when the head is at its end. */
export function sliceAtWork({ slices, until }: Head): Slice | undefined {
  const slice = slices.at(-1);
  return slice !== undefined && until < slice.to ? slice : undefined;
}
