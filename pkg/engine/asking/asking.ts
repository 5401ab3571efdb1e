import type { BatchCounts, BatchHealth } from '../../detect/batch';
import { ExternalDetector, type ScoringService } from '../../detect/external/client';
import type { ExternalLimits } from '../../detect/external/limits';
import type { Subject } from '../../detect/external/request';
import { DAY, MINUTE, type Millis, type Observation } from '../../model';
import type { Store } from '../../store/store';
import type { FeatureTrack } from '../feature-track';
import { inOrder, type MetByGroup } from '../met-by-group';
import { bucketsClosingIn } from '../pass';
import { GROUPS } from '../workers/partition';
import { answerKey, type Answers } from './answers';
import { knownOf } from './before-asking';
import { Handles } from './handles';
import { keepAnswers, keptAnswers, type AnswerPlace } from './kept-answers';

/** A scoring service, and how much it is asked. */
export interface AskOptions {
  readonly service: ScoringService;
  readonly limits: Partial<ExternalLimits>;
  /** What closing an hour waits for it at most, all features together. */
  readonly perHour: Millis;
  /** Hours that ended longer before the newest event are not asked about. */
  readonly days: number;
}

/** Counts since the process began, and what is wrong now. */
export interface AskingStatus extends Pick<BatchHealth, 'state' | 'until'> {
  readonly counts: BatchCounts & {
    /** Not asked: longer ago than `detectors.external.days`. */
    readonly old: number;
    /** Not asked: no service is attached. */
    readonly unattached: number;
  };
  /** Why observations of the last hour got no score; absent when all were asked and answered. */
  readonly trouble?: string;
}

/** Who did what in a bucket of a feature. */
type ObservedAt = (track: FeatureTrack, start: Millis) => MetByGroup;

interface Part {
  readonly place: AnswerPlace;
  readonly observations: readonly Observation[];
  readonly kept: Answers;
}

const EVERYBODY = Array.from({ length: GROUPS }, (_, group) => group);
const NEWEST_EVERY = MINUTE;
/** Hours whose time is remembered: a worker closes those of a week for one group after the other. */
const MOST_HOURS = 2_000;
const NOT_ASKED: BatchCounts = {
  observations: 0,
  answered: 0,
  missing: 0,
  refused: 0,
  failed: 0,
  paused: 0,
  tooLarge: 0,
  abandoned: 0,
  requests: 0,
  retries: 0,
};

/**
 * Asks a scoring service about what was observed in an hour, before the hour is closed, and keeps the answers: of an observation it asks once, so that
 * whoever scores the hour again (after a kill, in a replay, in another process) takes what came, and scores the same. Without a service it takes what was
 * kept. Nothing is asked while an hour fills, and a feature that names no detector that asks costs nothing here.
 */
export class Asking {
  private readonly client: ExternalDetector | undefined;
  private handles: Promise<Handles> | undefined;
  private readonly spent = new Map<Millis, Millis>();
  private newest: { readonly at: Millis; readonly readAt: Millis } | undefined;
  private old = 0;
  private unattached = 0;
  private trouble: string | undefined;

  public constructor(
    private readonly store: Pick<Store, 'state' | 'events'>,
    private readonly options?: AskOptions
  ) {
    const subject: Subject = { feature: '', tail: 'upper', handleOf: () => '' };
    this.client = options && new ExternalDetector({ service: options.service, subject, limits: options.limits });
  }

  /** Whether anybody is asked about any of these. */
  public static concerns(tracks: readonly FeatureTrack[]): boolean {
    return tracks.some(({ judges }) => judges.some(({ asks }) => asks));
  }

  /**
   * Gives the judges that ask what came for an hour. Waits for the service at most as long as an hour may, and never fails by it.
   * @param groups of partitions: those of whom `observed` tells
   */
  public async before(hour: Millis, tracks: readonly FeatureTrack[], observed: ObservedAt, groups: readonly number[] = EVERYBODY): Promise<void> {
    for (const track of tracks) {
      const judges = track.judges.filter(({ asks }) => asks);
      if (judges.length === 0) continue;
      const answers = await this.answersFor(track, await this.partsOf(track, hour, observed, groups));
      const answerTo = (obs: Observation): number | undefined => {
        const p = answers.get(answerKey(obs)) ?? Number.NaN;
        return Number.isNaN(p) ? undefined : p;
      };
      for (const judge of judges) judge.answerTo = answerTo;
    }
  }

  public status(): AskingStatus {
    const { state, until, counts } = this.client?.health() ?? { state: 'asking' as const, counts: NOT_ASKED };
    const { old, unattached, trouble } = this;
    return { state, ...(until !== undefined && { until }), counts: { ...counts, old, unattached }, ...(trouble !== undefined && { trouble }) };
  }

  private async partsOf(track: FeatureTrack, hour: Millis, observed: ObservedAt, groups: readonly number[]): Promise<Part[]> {
    const starts = bucketsClosingIn(track, hour);
    const parts = groups.map((group) => {
      const observations = starts.flatMap((start) => [...observed(track, start).of(group).values()].flatMap(inOrder));
      return { place: { hour, track: track.key, group }, observations };
    });
    const busy = parts.filter(({ observations }) => observations.length > 0);
    return await Promise.all(busy.map(async (part) => ({ ...part, kept: await keptAnswers(this.store.state, part.place) })));
  }

  private async answersFor(track: FeatureTrack, parts: readonly Part[]): Promise<Answers> {
    const missing = parts.map(({ observations, kept }) => observations.filter((obs) => !kept.has(answerKey(obs))));
    const came = await this.ask(track, parts[0]?.place.hour ?? 0, missing.flat());
    const all = new Map<number, number>();
    for (const [at, { place, kept }] of parts.entries()) {
      const fresh = new Map(missing[at]!.map(answerKey).flatMap((key) => (came.has(key) ? [[key, came.get(key)!] as const] : [])));
      const known = fresh.size === 0 ? kept : await keepAnswers(this.store.state, place, fresh);
      for (const [key, p] of known) all.set(key, p);
    }
    return all;
  }

  /** What came of those that were asked about, NaN where nothing did. */
  private async ask(track: FeatureTrack, hour: Millis, observations: readonly Observation[]): Promise<Answers> {
    const came = new Map<number, number>();
    const { client, options } = this;
    if (observations.length === 0) return came;
    if (client === undefined || options === undefined) {
      this.unattached += observations.length;
      this.trouble = `nobody is asked of ${track.feature.id}: detectors.external.url is not set`;
      return came;
    }
    if (hour < (await this.newestEvent()) - options.days * DAY) {
      this.old += observations.length;
      return came;
    }
    const subject = await this.subjectOf(track, observations);
    const before = client.health().counts;
    const began = performance.now();
    const findings = await client.scoreOf(subject, observations, within(options.perHour - (this.spent.get(hour) ?? 0)));
    this.spend(hour, performance.now() - began);
    this.say(before, client.health());
    for (const [at, obs] of observations.entries()) came.set(answerKey(obs), findings[at]?.inputs[0] ?? Number.NaN);
    return came;
  }

  private async subjectOf(track: FeatureTrack, observations: readonly Observation[]): Promise<Subject> {
    const handles = await this.handlesOf();
    const known = await knownOf(track, observations);
    return {
      feature: track.key,
      tail: track.feature.tail,
      handleOf: (entity) => handles.entity(entity),
      wordOf: (value) => handles.value(value),
      knownOf: (obs) => known.get(obs)!,
    };
  }

  private async handlesOf(): Promise<Handles> {
    this.handles ??= Handles.of(this.store.state);
    return await this.handles.catch((error: unknown) => {
      this.handles = undefined;
      throw error;
    });
  }

  private async newestEvent(): Promise<Millis> {
    const now = performance.now();
    if (this.newest === undefined || now - this.newest.readAt > NEWEST_EVERY) {
      const { newest = 0 } = await this.store.events.extent();
      this.newest = { at: newest, readAt: now };
    }
    return this.newest.at;
  }

  private spend(hour: Millis, time: Millis): void {
    this.spent.set(hour, (this.spent.get(hour) ?? 0) + time);
    for (const oldest of this.spent.keys()) if (this.spent.size > MOST_HOURS) this.spent.delete(oldest);
  }

  private say(before: BatchCounts, { counts, lastError }: BatchHealth): void {
    const all = counts.observations - before.observations;
    const lost = all - (counts.answered - before.answered) - (counts.missing - before.missing);
    const isLate = counts.abandoned > before.abandoned;
    const why = isLate ? 'no more time in the hour' : (lastError ?? 'larger than a request may be');
    this.trouble = lost === 0 ? undefined : `${lost} of ${all} observations got no answer: ${why}`;
  }
}

function within(time: Millis): AbortSignal {
  return time > 0 ? AbortSignal.timeout(Math.ceil(time)) : AbortSignal.abort();
}
