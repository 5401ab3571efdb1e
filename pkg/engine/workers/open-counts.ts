import { compile } from '../../observe';
import { encode } from '../../store/encoding/json';
import type { Store } from '../../store/store';
import type { FeatureTrack } from '../feature-track';
import { Observed } from '../observed';
import { bundleBytes, bundleFrom, bundleOf, observationIn, type Bundle, type Row } from './bundle';
import { doOnce, resultOf } from './claim';
import type { OpenTurn } from './open-turn';
import type { Session } from './session';

/** What was counted of a feature in a turn. */
interface Told {
  /** All of it; else what is other than in the turn before. */
  readonly whole: boolean;
  readonly bundle: Bundle;
}

type Taken = 'taken' | 'later' | 'whole';

/** A feature's rows as of a turn, by group and by what tells them apart. */
interface Kept {
  readonly turn: number;
  /** Groups with any row that is other than in the turn before. */
  readonly changed: ReadonlySet<number>;
  readonly groups: ReadonlyMap<number, Map<string, Row>>;
}

/** Of a feature that was counted here: each row as it was told. */
interface Mine {
  readonly turn: number;
  readonly rows: ReadonlyMap<string, string>;
}

/**
 * Counts of the hours that fill, each feature by one engine in a turn, told to the others by a block of what changed. An engine keeps the rows of the groups
 * that it holds. Cost of a turn: one count a feature, whatever the number of engines; written: what changed since the turn before.
 */
export class OpenCounts {
  private readonly mine = new Map<string, Mine>();
  private readonly kept = new Map<string, Kept>();

  public constructor(
    private readonly store: Store,
    private readonly session: Session
  ) {}

  /** Counts its share of a turn; and what nobody counts, where the others had their time. @returns whether anything was counted here */
  public async help(round: number, turn: OpenTurn, tracks: readonly FeatureTrack[], isLate: boolean): Promise<boolean> {
    let counted = false;
    for (const [at, track] of tracks.entries()) {
      const isOwn = at % Math.max(1, this.session.members().length) === this.session.place;
      if ((!isOwn && !isLate) || this.isDone(track, turn)) continue;
      await this.session.confirm();
      const rows = new Map<string, string>();
      const came = await doOnce(this.store.state, this.session, keyOf(round, turn.number, track), async () => bundleBytes(await this.count(turn, track, rows)));
      if (came === 'here') this.mine.set(track.key, { turn: turn.number, rows });
      counted ||= came === 'here';
    }
    return counted;
  }

  /** Takes up what was told of a turn, of these groups. @returns `whole`: a block rests on a turn that is not known here; `later`: not everything is told yet */
  public async take(round: number, turn: OpenTurn, tracks: readonly FeatureTrack[], groups: readonly number[]): Promise<Taken> {
    const came = new Set<Taken>();
    for (const track of tracks) came.add(await this.takeOne(round, turn, track, groups));
    return (['whole', 'later'] as const).find((one) => came.has(one)) ?? 'taken';
  }

  private async takeOne(round: number, turn: OpenTurn, track: FeatureTrack, groups: readonly number[]): Promise<Taken> {
    const before = this.kept.get(track.key);
    const known = before !== undefined && groups.every((group) => before.groups.has(group)) ? before : undefined;
    if (known?.turn === turn.number) return 'taken';
    const bytes = await resultOf(this.store.state, keyOf(round, turn.number, track));
    if (bytes === undefined) return 'later';
    const told = bundleFrom<Told>(bytes);
    if (!told.whole && known?.turn !== turn.number - 1) return 'whole';
    const changed = new Set(told.whole ? groups : Object.keys(told.bundle).map(Number));
    this.kept.set(track.key, { turn: turn.number, changed, groups: merged(told, known, groups) });
    return 'taken';
  }

  /** Whether anything of a group is other than in the turn before. */
  public isChanged(tracks: readonly FeatureTrack[], group: number): boolean {
    return tracks.some(({ key }) => this.kept.get(key)?.changed.has(group) === true);
  }

  /** A group's part of what was taken up last. */
  public observed(tracks: readonly FeatureTrack[], group: number): Observed {
    const observed = new Observed();
    for (const track of tracks) {
      const { type } = track.feature.entity;
      for (const row of this.kept.get(track.key)?.groups.get(group)?.values() ?? []) observed.add(track, observationIn(row, type, track.width));
    }
    return observed;
  }

  /** Removes what everybody had a turn's time to read; with a whole turn also what a crash left. */
  public async forget(round: number, { number, whole }: OpenTurn, tracks: readonly FeatureTrack[]): Promise<void> {
    const { state } = this.store;
    const old = tracks.map((track) => keyOf(round, number - 2, track));
    const left = whole ? (await state.keys(prefixOf(round))).filter((key) => numberOf(key, round) < number - 1) : [];
    for (const key of new Set([...old, ...left])) await state.delete(key);
  }

  private isDone({ key }: FeatureTrack, { number }: OpenTurn): boolean {
    return this.kept.get(key)?.turn === number || this.mine.get(key)?.turn === number;
  }

  private async count({ number, from, to, whole }: OpenTurn, track: FeatureTrack, rows: Map<string, string>): Promise<Told> {
    const { feature, width, key } = track;
    const [start, end] = [Math.floor(from / width) * width, Math.ceil((to + 1) / width) * width];
    const bundle = await bundleOf(this.store.events.count(compile(feature, this.store.namespace, start, end)));
    const before = this.mine.get(key);
    const changes: Record<number, Row[]> = {};
    for (const [group, counted] of Object.entries(bundle)) {
      for (const row of counted) {
        const [place, looks] = [placeOf(row), encode(row)];
        rows.set(place, looks);
        if (before?.rows.get(place) !== looks) (changes[Number(group)] ??= []).push(row);
      }
    }
    return !whole && before?.turn === number - 1 ? { whole: false, bundle: changes } : { whole: true, bundle };
  }
}

function merged({ whole, bundle }: Told, before: Kept | undefined, groups: readonly number[]): Map<number, Map<string, Row>> {
  return new Map(
    groups.map((group) => {
      const rows = whole ? new Map<string, Row>() : (before?.groups.get(group) ?? new Map<string, Row>());
      for (const row of bundle[group] ?? []) rows.set(placeOf(row), row);
      return [group, rows];
    })
  );
}

/** What tells rows of a feature apart: bucket, entity, event. */
function placeOf(row: Row): string {
  return row[0] === 's' ? `${row[1]} ${row[3]} ${row[2]}` : `${row[1]} ${row[2]}`;
}

function prefixOf(round: number): string {
  return `open-count/${round}/`;
}

function keyOf(round: number, turn: number, { key }: FeatureTrack): string {
  return `${prefixOf(round)}${turn}/${key}`;
}

function numberOf(key: string, round: number): number {
  return Number.parseInt(key.slice(prefixOf(round).length), 10);
}
