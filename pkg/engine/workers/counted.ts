import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { compile } from '../../observe';
import { DAY, HOUR, type Millis } from '../../model';
import { decode, encode } from '../../store/encoding/json';
import type { Store } from '../../store/store';
import { SaidZones } from '../calendar/said-zones';
import type { FeatureTrack } from '../feature-track';
import { Observed } from '../observed';
import { bucketsClosingIn } from '../pass';
import { PIECE, Turns } from '../turns';
import { observationIn, rowsOf, type Row } from './bundle';
import { doOnce, resultOf } from './claim';
import type { Slice } from './head';
import { groupLease } from './lease-table';
import { GROUPS, groupOf } from './partition';
import { linesOf, SegmentWriter, segmentsOf } from './segments';
import type { Session } from './session';

/** A group's part of a slice. */
export interface GroupSlice {
  readonly observed: Observed;
  readonly said: SaidZones;
}

type ZoneRow = readonly [day: Millis, zones: readonly (readonly [string, string])[]];

const ZONES = 'zones';

/**
 * Counting, leased per feature and slice of time: each is done once (`doOnce`). Once counts are there nobody replaces them, so that whoever scores, and
 * however often, scores the same numbers.
 */
export class Counting {
  private readonly slices = new Map<string, Promise<SliceText | undefined>>();
  private readonly parts = new Map<string, { readonly bytes: number; readonly part: GroupSlice }>();
  private readonly turns = new Turns();
  private done: { readonly slice: string; readonly names: Set<string> } | undefined;

  public constructor(
    private readonly store: Store,
    private readonly tracks: readonly FeatureTrack[],
    private readonly session: Session,
    /** Bytes of text whose observations are held in memory: about ten times as much. The group at work is always held. */
    private readonly most: number
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
      const came = await doOnce(this.store.state, this.session, keyOf(round, slice, name), count);
      if (came === 'elsewhere') continue;
      done.add(name);
      counted ||= came === 'here';
    }
    return { counted, complete: jobs.every(({ name }) => done.has(name)) };
  }

  /** A group's part of a slice; undefined where not all of it is there. Text is read once for all groups that are held, observations made of it group by group. */
  public async read(round: number, slice: Slice, group: number): Promise<GroupSlice | undefined> {
    const key = keyOf(round, slice, String(group));
    const known = this.parts.get(key);
    this.parts.delete(key);
    const made = known ?? (await this.make(round, slice, group));
    if (made === undefined) return undefined;
    this.parts.set(key, made);
    let bytes = [...this.parts.values()].reduce((sum, part) => sum + part.bytes, 0);
    for (const [old, part] of this.parts) {
      if (bytes <= this.most || old === key) break;
      this.parts.delete(old);
      bytes -= part.bytes;
    }
    return made.part;
  }

  private async make(round: number, slice: Slice, group: number): Promise<{ readonly bytes: number; readonly part: GroupSlice } | undefined> {
    const key = keyOf(round, slice, '');
    let text = await this.slices.get(key);
    if (text?.groups.has(group) !== true) {
      const reading = this.readText(round, slice, new Set([group, ...this.groups()]));
      this.slices.delete(key);
      this.slices.set(key, reading);
      for (const old of this.slices.keys()) if (this.slices.size > SLICES) this.slices.delete(old);
      text = await reading;
    }
    return text && { bytes: bytesOf(text, group), part: await this.turns.through(this.parsing(group, text)) };
  }

  private async readText(round: number, slice: Slice, groups: ReadonlySet<number>): Promise<SliceText | undefined> {
    const texts = new Map<string, ReadonlyMap<number, Waiting>>();
    for (const { name } of this.jobs(slice)) {
      const found = await resultOf(this.store.state, keyOf(round, slice, name));
      if (found === undefined) return undefined;
      const held = [...segmentsOf(found)].filter(([group]) => groups.has(group));
      texts.set(name, new Map(held.map(([group, text]) => [group, { length: text.length, deflated: deflateRawSync(text, { level: 1 }) }])));
    }
    return { groups, texts };
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

  private jobs(slice: Slice): { readonly name: string; readonly count: () => Promise<Uint8Array> }[] {
    const tracks = this.tracks
      .filter(({ judges }) => judges.length > 0)
      .flatMap((track) => {
        const span = spanOf(track, slice);
        if (span === undefined) return [];
        const { feature, key } = track;
        return [{ name: key, count: () => rowsOf(this.store.events.count(compile(feature, this.store.namespace, span.from, span.to))) }];
      });
    return [...tracks, { name: ZONES, count: () => this.countZones(slice) }];
  }

  private async countZones({ from, to }: Slice): Promise<Uint8Array> {
    const [first, end] = [Math.ceil(from / DAY) * DAY - DAY, Math.ceil(to / DAY) * DAY - DAY];
    const said = await SaidZones.count(this.store, first, end);
    const segments = new SegmentWriter();
    for (let day = first; day < end; day += DAY) {
      const byGroup = Map.groupBy(said.on(day), ([key]) => groupOf(key.slice(key.indexOf(':') + 1)));
      for (const [group, zones] of byGroup) segments.add(group, encode([day, zones.map(([key, zone]) => [key, zone])]));
    }
    return segments.bytes();
  }

  private *parsing(group: number, { texts }: SliceText): Generator<void, GroupSlice> {
    let lines = 0;
    const observed = new Observed();
    for (const track of this.tracks) {
      const { type } = track.feature.entity;
      for (const line of linesIn(texts, track.key, group)) {
        observed.add(track, observationIn(decode<Row>(line), type, track.width));
        if (++lines % PIECE === 0) yield;
      }
    }
    const days = [...linesIn(texts, ZONES, group)].map((line) => decode<ZoneRow>(line));
    return { observed, said: SaidZones.of(new Map(days.map(([day, zones]) => [day, new Map(zones)]))) };
  }
}

/** What was counted in a slice, as text: of some groups, by feature. Deflated, to a sixth, since all groups wait while one is scored. */
interface SliceText {
  readonly groups: ReadonlySet<number>;
  readonly texts: ReadonlyMap<string, ReadonlyMap<number, Waiting>>;
}

interface Waiting {
  /** Of the text. */
  readonly length: number;
  readonly deflated: Buffer;
}

function* linesIn(texts: SliceText['texts'], name: string, group: number): Generator<string> {
  const text = texts.get(name)?.get(group);
  if (text) yield* linesOf(inflateRawSync(text.deflated));
}

function bytesOf({ texts }: SliceText, group: number): number {
  return [...texts.values()].reduce((sum, of) => sum + (of.get(group)?.length ?? 0), 0);
}

/** Slices held in memory as text: what is scored, and what a group that is taken over is brought up by. */
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
