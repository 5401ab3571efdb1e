import { entityKey, HOUR, type Anomaly, type Feature, type Millis, type Observation, type StoredFinding } from '../model';
import type { Store } from '../store/store';
import { noteArrivals } from './arrival';
import { buildAnomaly, keptFindings, type Place } from './build-anomaly';
import type { CaseBook } from './cases/case-book';
import { inCases } from './cases/in-cases';
import { openCases } from './cases/open-cases';
import type { FeatureTrack, Judged } from './feature-track';
import { inOrder } from './met-by-group';
import { countObserved, type Observed } from './observed';
import { OpenTrack } from './open-track';
import { bucketsClosingIn, type EntityHour, type Pass } from './pass';

/** Hours that are still filling, scored again for what changed. Nothing is learnt: the closing of the hour decides, and writes over what is written here. */
export class OpenHours {
  /** What an entity's hour looked like when it was last scored. */
  private readonly seen = new Map<string, string>();

  public constructor(
    private readonly store: Store,
    private readonly features: readonly Feature[],
    private readonly place: Place
  ) {}

  /** Scores [from, now]. Returns how many anomalies were written. Cost: one count a feature over the open span, and a judgement per changed entity and feature. */
  public async score({ pass, cases }: { readonly pass: Pass; readonly cases: CaseBook }, from: Millis, now: Millis): Promise<number> {
    const observed = await countObserved(this.store, openTracks(pass), from, now + 1);
    return await this.write(this.changed(pass, observed, from, now), cases, now);
  }

  /** What is not as it was when this was last asked. */
  public changed(pass: Pass, observed: Observed, from: Millis, now: Millis): EntityHour[] {
    const open = openTracks(pass).map((track) => new OpenTrack(track));
    const changed: EntityHour[] = [];
    for (let hour = from; hour <= now; hour += HOUR) {
      for (const [key, judged] of judgeHour(open, hour, now, observed)) {
        if (this.isNews(`${hour} ${key}`, judged)) changed.push(pass.combined(key, hour, judged));
      }
    }
    this.forget(from);
    return changed;
  }

  private isNews(place: string, judged: readonly Judged[]): boolean {
    const looks = judged.map(({ track, obs }) => `${track.key} ${obs.start} ${amount(obs)}`).join('\n');
    if (this.seen.get(place) === looks) return false;
    this.seen.set(place, looks);
    return true;
  }

  private forget(before: Millis): void {
    for (const place of this.seen.keys()) if (Number(place.slice(0, place.indexOf(' '))) < before) this.seen.delete(place);
  }

  private async write(changed: readonly EntityHour[], cases: CaseBook, now: Millis): Promise<number> {
    const built = changed.flatMap((hour) => buildAnomaly(hour, this.place, { closed: false, now }) ?? []);
    if (built.length === 0) return 0;
    const hours = new Set(built.map(({ anomaly }) => anomaly.start));
    const anomalies: Anomaly[] = [];
    for (const hour of hours) {
      const known = await openCases(this.store, this.place, hour, hour + HOUR);
      const sameHour = built.filter(({ anomaly }) => anomaly.start === hour);
      anomalies.push(...(await inCases(this.store, this.features, cases, sameHour, known)).map(({ anomaly }) => anomaly));
    }
    const findings: StoredFinding[] = changed.flatMap((hour) => keptFindings(hour, this.place));
    await this.store.findings.write({ findings, anomalies, receipts: built.map(({ receipt }) => receipt), risk: [] });
    await noteArrivals(this.store.records, anomalies, now);
    return anomalies.length;
  }
}

/** The features that are judged before their hour closes. */
export function openTracks({ tracks }: Pass): FeatureTrack[] {
  return tracks.filter(({ feature, width, judges }) => width <= HOUR && judges.length > 0 && fillsUpwards(feature));
}

/** What is in the bucket so far can only become more: an upper tail over it may be judged before it closes. A list of steps may yet become usual. */
function fillsUpwards({ tail, measure }: Feature): boolean {
  return tail === 'upper' && measure.kind !== 'ordered';
}

/** All judgements of the entities that did anything in the hour. */
function judgeHour(open: readonly OpenTrack[], hour: Millis, now: Millis, observed: Observed): Map<string, Judged[]> {
  const judged = new Map<string, Judged[]>();
  const touched = touchedIn(open, hour, observed);
  for (const one of open) {
    const { track } = one;
    const ids = touched.get(track.feature.entity.type) ?? new Set();
    const starts = bucketsClosingIn(track, hour).filter((start) => start <= now);
    for (const start of starts) judgeBucket(one, start, ids, observed, (finding) => push(judged, entityKey(finding.entity), finding));
  }
  return judged;
}

function judgeBucket(open: OpenTrack, start: Millis, ids: ReadonlySet<string>, observed: Observed, show: (judged: Judged) => void): void {
  const met = observed.at(open.track, start).all();
  for (const id of ids) {
    const did = met.get(id) ?? silence(open, id, start);
    if (did) for (const obs of inOrder(did)) open.judge(obs, show);
  }
}

/** Ids by entity type. */
function touchedIn(open: readonly OpenTrack[], hour: Millis, observed: Observed): Map<string, Set<string>> {
  const touched = new Map<string, Set<string>>();
  for (const { track } of open) {
    const { type } = track.feature.entity;
    const ids = touched.get(type) ?? new Set<string>();
    touched.set(type, ids);
    for (const start of bucketsClosingIn(track, hour)) for (const id of observed.at(track, start).all().keys()) ids.add(id);
  }
  return touched;
}

function silence(open: OpenTrack, id: string, start: Millis): Observation | undefined {
  const { feature, width }: FeatureTrack = open.track;
  if (feature.zero !== 'learn' || !open.looksAt(id, start)) return undefined;
  return { kind: 'count', entity: { type: feature.entity.type, id }, start, width, value: 0 };
}

function amount(obs: Observation): string {
  if (obs.kind === 'values') return [...obs.values].map(([value, count]) => `${value}=${count}`).join(' ');
  return 'value' in obs ? String(obs.value) : String(obs.steps.length);
}

function push(lists: Map<string, Judged[]>, key: string, one: Judged): void {
  const list = lists.get(key);
  if (list) list.push(one);
  else lists.set(key, [one]);
}
