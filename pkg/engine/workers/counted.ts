import { compile } from '../../observe';
import { DAY, HOUR, type Millis } from '../../model';
import type { Store } from '../../store/store';
import { SaidZones } from '../calendar/said-zones';
import type { FeatureTrack } from '../feature-track';
import { Observed } from '../observed';
import { bucketsClosingIn } from '../pass';
import { bundleOf, observationIn, type Bundle } from './bundle';
import { doOnce, resultOf } from './claim';
import type { Slice } from './head';
import { groupLease } from './lease-table';
import { GROUPS, groupOf } from './partition';
import type { Session } from './session';

/** A group's part of a slice. */
export interface GroupSlice {
  readonly observed: Observed;
  readonly said: SaidZones;
}

/** What stands in the block of a feature and slice in the end. */
interface Counted {
  readonly bundle: object;
}

type ZoneBundle = Readonly<Record<number, readonly (readonly [day: Millis, zones: readonly (readonly [string, string])[]])[]>>;

const ZONES = 'zones';

/**
 * Counting, leased per feature and slice of time: each is done once (`doOnce`). Once counts are there nobody replaces them, so that whoever scores, and
 * however often, scores the same numbers.
 */
export class Counting {
  private readonly parts = new Map<string, Promise<ReadonlyMap<number, GroupSlice> | undefined>>();
  private done: { readonly slice: string; readonly names: Set<string> } | undefined;

  public constructor(
    private readonly store: Store,
    private readonly tracks: readonly FeatureTrack[],
    private readonly session: Session
  ) {}

  /** Counts what nobody counts yet, beginning elsewhere than the others do. @returns whether anything was counted here, and whether all of the slice is */
  public async help(round: number, slice: Slice): Promise<{ readonly counted: boolean; readonly complete: boolean }> {
    const jobs = this.jobs(slice);
    const first = Math.floor((this.session.place * jobs.length) / Math.max(1, this.session.members().length));
    const done = this.doneOf(keyOf(round, slice, ''));
    let counted = false;
    for (const { name, count } of [...jobs.slice(first), ...jobs.slice(0, first)]) {
      await this.session.confirm();
      if (done.has(name)) continue;
      const came = await doOnce(this.store.state, this.session, keyOf(round, slice, name), async () => ({ bundle: await count() }));
      if (came === 'elsewhere') continue;
      done.add(name);
      counted ||= came === 'here';
    }
    return { counted, complete: jobs.every(({ name }) => done.has(name)) };
  }

  /** A group's part of a slice; undefined where not all of it is there. Read once for all groups that are held. */
  public async read(round: number, slice: Slice, group: number): Promise<GroupSlice | undefined> {
    const key = keyOf(round, slice, '');
    const known = await this.parts.get(key);
    if (known?.has(group) === true) return known.get(group);
    const reading = this.readAll(round, slice, [...new Set([group, ...this.groups()])]);
    this.parts.delete(key);
    this.parts.set(key, reading);
    for (const old of this.parts.keys()) if (this.parts.size > SLICES) this.parts.delete(old);
    return (await reading)?.get(group);
  }

  private async readAll(round: number, slice: Slice, groups: readonly number[]): Promise<ReadonlyMap<number, GroupSlice> | undefined> {
    const bundles = new Map<string, object>();
    for (const { name } of this.jobs(slice)) {
      const counted = await resultOf<Counted>(this.store.state, keyOf(round, slice, name));
      if (counted === undefined) return undefined;
      bundles.set(name, counted.bundle);
    }
    return new Map(groups.map((group) => [group, this.partOf(group, bundles)]));
  }

  /** Names that are known to be counted, of the slice at work. */
  private doneOf(slice: string): Set<string> {
    if (this.done?.slice !== slice) this.done = { slice, names: new Set() };
    return this.done.names;
  }

  private groups(): number[] {
    return Array.from({ length: GROUPS }, (_, group) => group).filter((group) => this.session.holds(groupLease(group)));
  }

  /** Removes what no checkpoint needs any more. */
  public async forget(round: number, slice: Slice): Promise<void> {
    for (const { name } of this.jobs(slice)) await this.store.state.delete(keyOf(round, slice, name));
  }

  private jobs(slice: Slice): { readonly name: string; readonly count: () => Promise<object> }[] {
    const tracks = this.tracks
      .filter(({ judges }) => judges.length > 0)
      .flatMap((track) => {
        const span = spanOf(track, slice);
        if (span === undefined) return [];
        const { feature, key } = track;
        return [{ name: key, count: () => bundleOf(this.store.events.count(compile(feature, this.store.namespace, span.from, span.to))) }];
      });
    return [...tracks, { name: ZONES, count: () => this.countZones(slice) }];
  }

  private async countZones({ from, to }: Slice): Promise<ZoneBundle> {
    const [first, end] = [Math.ceil(from / DAY) * DAY - DAY, Math.ceil(to / DAY) * DAY - DAY];
    const said = await SaidZones.count(this.store, first, end);
    const groups: Record<number, [Millis, [string, string][]][]> = {};
    for (let day = first; day < end; day += DAY) {
      const byGroup = Map.groupBy(said.on(day), ([key]) => groupOf(key.slice(key.indexOf(':') + 1)));
      for (const [group, zones] of byGroup) (groups[group] ??= []).push([day, zones.map(([key, zone]) => [key, zone])]);
    }
    return groups;
  }

  private partOf(group: number, bundles: ReadonlyMap<string, object>): GroupSlice {
    const observed = new Observed();
    for (const track of this.tracks) {
      const { type } = track.feature.entity;
      for (const row of (bundles.get(track.key) as Bundle | undefined)?.[group] ?? []) observed.add(track, observationIn(row, type, track.width));
    }
    const days = (bundles.get(ZONES) as ZoneBundle | undefined)?.[group] ?? [];
    return { observed, said: SaidZones.of(new Map(days.map(([day, zones]) => [day, new Map(zones)]))) };
  }
}

/** Slices held in memory: what is scored, and what a group that is taken over is brought up by. */
const SLICES = 2;
function keyOf(round: number, { from, to }: Slice, name: string): string {
  return `counted/${round}/${from}-${to}/${name}`;
}

/** The buckets that close in the slice; undefined when none does. */
function spanOf(track: FeatureTrack, { from, to }: Slice): Slice | undefined {
  if (track.width <= HOUR) return { from, to };
  const starts: Millis[] = [];
  for (let hour = from; hour < to; hour += HOUR) starts.push(...bucketsClosingIn(track, hour));
  return starts.length === 0 ? undefined : { from: starts[0]!, to: starts.at(-1)! + track.width };
}
