import { HabitusError } from '../errors';
import { HOUR, MINUTE, type Feature, type Millis } from '../model';
import type { Store } from '../store/store';
import { readBaseline } from './baseline';
import type { FreeDays } from './calendar/calendars';
import { readLearnt } from './checkpoint';
import { tellClosed } from './closed-hours';
import type { BackfillReport, Engine, EngineStatus, VerifyResult } from './engine';
import { explainAnomaly } from './explain';
import { History } from './history';
import { OpenHours } from './open-hours';
import { noteOverlap, readOverlap } from './overlap';
import { foldCases } from './ranking';
import type { Pass } from './pass';
import { replayScores } from './scores';
import { verifyAnomaly } from './verify';

const TICK = 15_000;
const LATENESS = 5 * MINUTE;
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
}

/** The engine of one namespace. Reads the newest checkpoint; learns nothing before `backfill` or `start`. */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  const { store, features, clock } = options;
  const history = new History(options);
  await history.resume();
  let queue: Promise<unknown> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  /** One at a time: a backfill and a tick never learn at once. */
  const alone = async <T>(work: () => Promise<T>): Promise<T> => {
    const mine = queue.then(work);
    queue = mine.catch(() => undefined);
    return await mine;
  };
  const backfill = async (asked: Parameters<Engine['backfill']>[0]): Promise<BackfillReport> =>
    await alone(async () => {
      const since = asked.since ?? (await readOverlap(store.records));
      const report = await history.backfill({ ...asked, ...(since !== undefined && { since }) });
      tellClosed(options.namespace, report);
      return report;
    });
  const open = new OpenHours(store, features, history.place);
  let watermark: () => Millis = () => clock() - LATENESS;
  let trouble: string | undefined;
  let current: Promise<void> | undefined;
  /** Closes the hours behind the watermark, then scores the one that fills. */
  const tick = async (): Promise<void> => {
    await alone(async () => {
      const closed = Math.floor(Math.min(watermark(), clock() - LATENESS) / HOUR) * HOUR;
      tellClosed(options.namespace, await history.backfill({ until: closed }));
      if (history.until !== undefined) await open.score(history, Math.max(history.until, closed), clock());
    });
  };
  /** A round that fails is said in the status and tried again at the next. */
  const round = async (): Promise<void> => {
    try {
      await tick();
      trouble = undefined;
    } catch (error) {
      trouble = error instanceof Error ? error.message : String(error);
    }
  };

  async function* verify(ids: readonly string[] | 'all'): AsyncIterable<VerifyResult> {
    const wanted = ids === 'all' ? (await store.findings.anomalies(ALL)).map(({ id }) => id) : ids;
    for (const id of wanted) yield await verifyAnomaly(store, features, id);
  }

  return {
    backfill,
    tick,
    imported: async (oldest) => {
      if (history.until !== undefined && oldest < history.until) await noteOverlap(store.records, Math.min(oldest, history.from ?? oldest));
    },
    start: (behind) => {
      if (behind) watermark = behind;
      timer ??= setInterval(() => {
        current = round();
      }, TICK).unref();
    },
    stop: async () => {
      clearInterval(timer);
      timer = undefined;
      await current;
      await queue;
    },
    scores: async function* (query) {
      const learnt = await readLearnt(store);
      if (learnt) yield* replayScores(options, learnt, query);
    },
    verify,
    explain: async (id) => await explainAnomaly(store, features, id),
    baseline: async (query) => {
      const feature = features.find(({ id }) => id === query.feature);
      if (!feature) throw new HabitusError('HAB-FEAT-001', query.feature, `a feature: ${features.map(({ id }) => id).join(', ')}`);
      return await readBaseline(store, feature, query, history.until ?? 0);
    },
    ranking: async ({ from, to, limit, minScore, entity }) => {
      const anomalies = await store.findings.anomalies({ ...ALL, from, to, ...(minScore !== undefined && { minScore }), ...(entity && { entity }) });
      return foldCases(anomalies).slice(0, limit);
    },
    status: async (): Promise<EngineStatus> => await Promise.resolve(statusOf(history, trouble)),
  };
}

function statusOf({ pass, from, until }: History, trouble: string | undefined): EngineStatus {
  const claimed = pass.claims.perThousand();
  return {
    epoch: pass.shared.number,
    entities: pass.knownEntities(),
    ...(until !== undefined && { watermark: until }),
    ...(from !== undefined && { oldest: from }),
    ...(claimed !== undefined && { claimedOneInThousand: claimed }),
    ...(trouble !== undefined && { trouble }),
    ...unjudgedBy(pass),
  };
}

/** By detector, of all features together. */
function unjudgedBy({ tracks }: Pass): Pick<EngineStatus, 'unjudged'> {
  const unjudged: Record<string, number> = {};
  for (const { name, unjudged: n } of tracks.flatMap(({ judges }) => judges)) if (n > 0) unjudged[name] = (unjudged[name] ?? 0) + n;
  return Object.keys(unjudged).length > 0 ? { unjudged } : {};
}
