import { entityKey, type Feature, type Millis } from '../../model';
import { encode } from '../../store/encoding/json';
import type { Store } from '../../store/store';
import { noteArrivals } from '../arrival';
import { buildAnomaly, keptFindings, type Place } from '../build-anomaly';
import { CaseBook } from '../cases/case-book';
import { inCases } from '../cases/in-cases';
import { openCases } from '../cases/open-cases';
import type { Built } from '../cases/same-events';
import type { FeatureTrack } from '../feature-track';
import type { Observed } from '../observed';
import { OpenHours } from '../open-hours';
import type { GroupScorer } from './group-scorer';
import type { Head } from './head';
import { COORDINATOR } from './lease-table';
import type { OpenBoxes } from './open-box';
import { OpenCounts } from './open-counts';
import { OpenTurns } from './open-turn';
import { GROUPS } from './partition';
import type { Room } from './room';
import type { Session, Timing } from './session';

export interface OpenParts {
  readonly store: Store;
  readonly features: readonly Feature[];
  readonly clock: () => Millis;
  readonly session: Session;
  readonly boxes: OpenBoxes;
  readonly place: Place;
  readonly timing: Timing;
  /** Of the features that are judged before their hour closes. */
  readonly tracks: readonly FeatureTrack[];
  readonly room: Room;
}

/** Hours that still fill, among several workers: each counts its share of the features, scores its groups and puts what is unusual into a box; the coordinator gives cases and writes. */
export class OpenRound {
  private readonly hours = new Map<number, OpenHours>();
  /** Anomalies as they were last written. */
  private readonly written = new Map<string, string>();
  private readonly turns: OpenTurns;
  private readonly counts: OpenCounts;
  /** The turn that was scored last. */
  private done = '';

  public constructor(private readonly parts: OpenParts) {
    const { store, session, timing } = parts;
    this.turns = new OpenTurns(store.state, session, timing.tick);
    this.counts = new OpenCounts(store, session);
  }

  /** Hours that fill are counted and scored once more, as soon as can be. */
  public ask(): void {
    this.turns.ask();
  }

  /** Counts its share of the turn at work, and scores what changed of these groups once all of it is counted. @returns false while others have to count first */
  public async score(head: Head, scorers: readonly GroupScorer[]): Promise<boolean> {
    for (const group of this.hours.keys()) if (!scorers.some((scorer) => scorer.group === group)) this.hours.delete(group);
    const current = scorers.filter(({ at }) => at === head.until);
    const { tracks } = this.parts;
    if (current.length === 0 || tracks.length === 0) return true;
    const at = await this.turns.current(head, this.parts.clock(), this.doneIn(head));
    if (at === undefined) return false;
    if (at.begun) await this.counts.forget(head.round, at.turn, tracks);
    if (at.turn.number === this.doneIn(head)) return true;
    const { turn } = at;
    const groups = current.map(({ group }) => group);
    await this.counts.help(head.round, turn, tracks, this.turns.age >= this.parts.timing.look);
    const taken = await this.counts.take(head.round, turn, tracks, groups);
    if (taken === 'later') return false;
    if (taken === 'taken') await this.scoreGroups(head, current, turn.to);
    else await this.turns.want(head.round);
    this.done = `${head.round} ${turn.number}`;
    return taken === 'taken';
  }

  /** Those of whom anything changed: the others need not be in memory. */
  private async scoreGroups(head: Head, scorers: readonly GroupScorer[], now: Millis): Promise<void> {
    const { tracks, room } = this.parts;
    for (const scorer of scorers) {
      if (this.hours.has(scorer.group) && !this.counts.isChanged(tracks, scorer.group)) continue;
      await room.wake(scorer);
      await this.scoreGroup(head, scorer, this.counts.observed(tracks, scorer.group), now);
    }
  }

  /** Writes what groups put into their boxes since the last time. For the coordinator. */
  public async write(head: Head): Promise<void> {
    const news: Built[] = [];
    for (let group = 0; group < GROUPS; group++) news.push(...(await this.parts.boxes.news(head.round, group)));
    const changed = news.filter((one) => one.anomaly.start >= head.until && this.isNews(one));
    for (const [hour, built] of Map.groupBy(changed, ({ anomaly }) => anomaly.start)) await this.writeHour(head, hour, built);
  }

  /** Another takes over from here. */
  public forget(): void {
    this.hours.clear();
    this.written.clear();
    this.parts.boxes.forget();
  }

  private doneIn({ round }: Head): number {
    const [of, number] = this.done.split(' ');
    return Number(of) === round ? Number(number) : NaN;
  }

  private async scoreGroup(head: Head, { group, pass, lease }: GroupScorer, observed: Observed, now: Millis): Promise<void> {
    const { store, features, place, session, boxes } = this.parts;
    const open = this.hours.get(group) ?? new OpenHours(store, features, place);
    this.hours.set(group, open);
    const changed = open.changed(pass, observed, head.until, now);
    const findings = changed.flatMap((hour) => keptFindings(hour, place));
    if (findings.length > 0) await store.findings.write({ findings, anomalies: [], receipts: [], risk: [] }, await session.fence(lease));
    const built = changed.flatMap((hour) => buildAnomaly(hour, place, { closed: false, now }) ?? []);
    await boxes.add(head.round, group, head.until, built);
  }

  private isNews({ anomaly }: Built): boolean {
    const looks = encode(anomaly);
    const key = `${anomaly.start} ${entityKey(anomaly.entity)}`;
    if (this.written.get(key) === looks) return false;
    this.written.set(key, looks);
    return true;
  }

  private async writeHour(head: Head, hour: Millis, built: readonly Built[]): Promise<void> {
    const { store, features, place, session, clock } = this.parts;
    for (const key of this.written.keys()) if (Number(key.slice(0, key.indexOf(' '))) < head.until) this.written.delete(key);
    const book = new CaseBook(features);
    book.restore(head.cases);
    const known = await openCases(store, place, hour, hour + 1);
    const grouped = await inCases(store, features, book, built, known);
    const anomalies = grouped.map(({ anomaly }) => anomaly);
    await store.findings.write({ findings: [], anomalies, receipts: grouped.map(({ receipt }) => receipt), risk: [] }, await session.fence(COORDINATOR));
    await noteArrivals(store.records, anomalies, clock());
  }
}
