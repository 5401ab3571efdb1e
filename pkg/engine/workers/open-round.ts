import { entityKey, type Feature, type Millis } from '../../model';
import { compile } from '../../observe';
import { encode } from '../../store/encoding/json';
import type { Store } from '../../store/store';
import { noteArrivals } from '../arrival';
import { buildAnomaly, keptFindings, type Place } from '../build-anomaly';
import { CaseBook } from '../cases/case-book';
import { inCases } from '../cases/in-cases';
import { openCases } from '../cases/open-cases';
import type { Built } from '../cases/same-events';
import { Observed } from '../observed';
import { OpenHours, openTracks } from '../open-hours';
import type { GroupScorer } from './group-scorer';
import type { Head } from './head';
import { COORDINATOR } from './lease-table';
import type { OpenBoxes } from './open-box';
import { GROUPS, groupOf } from './partition';
import type { Session } from './session';

export interface OpenParts {
  readonly store: Store;
  readonly features: readonly Feature[];
  readonly clock: () => Millis;
  readonly session: Session;
  readonly boxes: OpenBoxes;
  readonly place: Place;
}

/** Hours that still fill, among several workers: each scores its groups and puts what is unusual into a box; the coordinator gives cases and writes. */
export class OpenRound {
  private readonly hours = new Map<number, OpenHours>();
  /** Anomalies as they were last written. */
  private readonly written = new Map<string, string>();

  public constructor(private readonly parts: OpenParts) {}

  /** Scores what changed of these groups. Cost: one count a feature over the open span, whoever's the entities are. */
  public async score(head: Head, scorers: readonly GroupScorer[]): Promise<void> {
    for (const group of this.hours.keys()) if (!scorers.some((scorer) => scorer.group === group)) this.hours.delete(group);
    const current = scorers.filter(({ at }) => at === head.until);
    if (current.length === 0) return;
    const now = this.parts.clock();
    const observed = await this.count(current, head.until, now);
    for (const scorer of current) await this.scoreGroup(head, scorer, observed[scorer.group]!, now);
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

  private async count(scorers: readonly GroupScorer[], from: Millis, now: Millis): Promise<Observed[]> {
    const { store } = this.parts;
    const observed = Array.from({ length: GROUPS }, () => new Observed());
    for (const track of openTracks(scorers[0]!.pass)) {
      const [start, end] = [Math.floor(from / track.width) * track.width, Math.ceil((now + 1) / track.width) * track.width];
      for await (const obs of store.events.count(compile(track.feature, store.namespace, start, end))) observed[groupOf(obs.entity.id)]!.add(track, obs);
    }
    return observed;
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
