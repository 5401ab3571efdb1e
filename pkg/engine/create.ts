import { detectorNamed } from '../detect/registry';
import { HabitusError } from '../errors';
import type { Feature, Millis } from '../model';
import type { Store } from '../store/store';
import { ALERTS, currentAlerts, type AlertOptions } from './alerts/alerts';
import { Asking, type AskOptions } from './asking/asking';
import { readBaseline } from './baseline';
import { readChanges } from './change/baseline-changes';
import type { FreeDays } from './calendar/calendars';
import { readLearnt } from './checkpoint';
import { Criticalities, type CriticalityRules } from './criticality';
import type { Engine, VerifyResult } from './engine';
import type { FeatureTrack } from './feature-track';
import type { Learner } from './learner';
import { SoloLearner } from './solo-learner';
import { SharedLearner } from './workers/shared-learner';
import { explainAnomaly } from './explain';
import { BASELINE_HORIZON, forecastRows, withFuture, type ForecastRow } from './forecast/forecast';
import { rankCases } from './rank-cases';
import { replayWhatIf } from './replay/replay';
import { replayScores } from './scores';
import { verifyAnomaly } from './verify';

const ALL = { from: 0, to: Number.MAX_SAFE_INTEGER, limit: 100_000 };

export interface EngineOptions {
  readonly store: Store;
  readonly features: readonly Feature[];
  readonly clock: () => Millis;
  readonly namespace: string;
  /** Time zone of everybody whose own is not known; UTC when undefined. */
  readonly zone?: string;
  /** Free days, by zone. */
  readonly calendars?: readonly FreeDays[];
  /** Bytes of what is learnt that an engine among several holds in memory; an engine on its own holds all. */
  readonly memory?: number;
  /** The scoring service that detectors ask; without one, they take the answers that were kept. */
  readonly ask?: AskOptions;
  readonly attention?: Attention;
}

/** What goes first, and how much of it at all. */
export interface Attention {
  readonly criticality: CriticalityRules;
  readonly alerts: AlertOptions;
}

/** The engine of one namespace. Reads the newest checkpoint; learns nothing before `backfill` or `start`. */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  const { store, features, clock } = options;
  const asking = new Asking(store, options.ask);
  const { criticality, alerts }: Partial<Attention> = options.attention ?? {};
  const criticalities = new Criticalities(criticality);
  const parts = { ...options, asking };
  const learner: Learner = store.shared === true ? new SharedLearner(parts) : await SoloLearner.resume(parts);

  async function* verify(ids: readonly string[] | 'all'): AsyncIterable<VerifyResult> {
    const wanted = ids === 'all' ? (await store.findings.anomalies(ALL)).map(({ id }) => id) : ids;
    for (const id of wanted) yield await verifyAnomaly(store, features, id);
  }

  return {
    backfill: async (asked) => await learner.backfill(asked),
    tick: async () => await learner.tick(),
    imported: async (oldest) => await learner.imported(oldest),
    start: (behind) => learner.start(behind),
    stop: async () => await learner.stop(),
    scores: async function* (query) {
      const learnt = await readLearnt(store);
      if (learnt) yield* replayScores(options, learnt, query);
    },
    verify,
    explain: async (id) => await explainAnomaly(store, features, id),
    baseline: async (query) => {
      const feature = featureNamed(features, query.feature);
      const until = (await learner.until()) ?? 0;
      const points = await readBaseline(store, feature, query, { learntUntil: until, now: clock() });
      const track = query.to > until ? await trackOf(learner, feature, query.entity.id) : undefined;
      const span = { from: Math.max(query.from, until), to: Math.min(query.to, until + BASELINE_HORIZON), most: query.maxPoints ?? Infinity };
      return track ? await withFuture(points, track, query.entity.id, span) : points;
    },
    changes: async (query) => await readChanges(store, query),
    replay: async (asked) => {
      const learnt = await readLearnt(store);
      if (!learnt) throw new HabitusError('HAB-CLI-001', 'nothing that was learnt', 'history: `habitus backfill`');
      return await replayWhatIf(store, learnt, asked);
    },
    forecast: async function* (query) {
      if (query.feature !== undefined) featureNamed(features, query.feature);
      const until = await learner.until();
      if (until === undefined) return;
      const parts: ForecastRow[][] = [];
      for await (const tracks of learner.tracks(query.entity?.id)) {
        const rows: ForecastRow[] = [];
        for await (const row of forecastRows(tracks, until, query)) rows.push(row);
        parts.push(rows);
      }
      yield* parts.length === 1 ? parts[0]! : busiestOf(parts.flat(), query.limit);
    },
    ranking: async (query) => await rankCases(store, query, criticalities),
    alerts: async (now) => {
      const { entities } = await learner.status();
      const known = Object.values(entities).reduce((sum, one) => sum + one, 0);
      return await currentAlerts(store, { ...ALERTS, ...alerts, now, known, criticalities });
    },
    status: async () => {
      const status = { ...(await learner.status()), budgetPerDay: alerts?.perDay ?? ALERTS.perDay };
      return features.some(({ detectors }) => detectors.some(asks)) ? { ...status, asked: asking.status() } : status;
    },
  };
}

function asks(detector: string): boolean {
  return detectorNamed(detector).meta.asked === true;
}

function featureNamed(features: readonly Feature[], wanted: string): Feature {
  const feature = features.find(({ id }) => id === wanted);
  if (!feature) throw new HabitusError('HAB-FEAT-001', wanted, `a feature: ${features.map(({ id }) => id).join(', ')}`);
  return feature;
}

/** Those of whom most is expected of each feature, from the parts of a population. */
function busiestOf(rows: readonly ForecastRow[], limit: number): ForecastRow[] {
  return [...Map.groupBy(rows, ({ feature }) => feature).values()].flatMap((list) => list.sort((a, b) => b.expected - a.expected).slice(0, limit));
}

async function trackOf(learner: Learner, { id }: Feature, entity: string): Promise<FeatureTrack | undefined> {
  for await (const tracks of learner.tracks(entity)) return tracks.find(({ feature }) => feature.id === id);
  return undefined;
}
