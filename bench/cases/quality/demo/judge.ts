import { join } from 'node:path';
import { findIncidents, writeDemo, type Incident } from '../../../../pkg/demo';
import type { RankedAnomaly } from '../../../../pkg/engine/engine';
import { DAY, HOUR, bucketStart, entityKey, type EntityRef } from '../../../../pkg/model';
import type { Habitus } from '../../../../pkg/owner/habitus';
import type { Metric } from '../../../metric';
import { median } from '../../../spread';
import { detectorsFor } from '../detectors';
import { learnt } from '../learnt';
import { atBudgets, BUDGETS, type AtBudget, type Sought } from '../measures/budget';
import { averagePrecision, type Labelled } from '../measures/curve';
import { high, low } from '../measures/metric-of';

const SEEDS = [1, 2, 3, 4, 5];
const END = Date.UTC(2026, 9, 5);
/** Learning before incidents may come: six weeks less the last ten days. */
const SCORED_FROM = END - 10 * DAY;
const TOP = 20;

interface OneSeed {
  readonly found: number;
  readonly missed: readonly Incident[];
  readonly of: number;
  readonly budgets: readonly AtBudget[];
  readonly precision: number;
  readonly hoursToDetect: number;
  /** Each detector alone: of the first seed, as each takes a replay. */
  readonly alone: Readonly<Record<string, number>>;
}

/** The demo organisation, five of them, shipped features: planted incidents in the first rows of triage, at a budget of alerts, and by entity-day. */
export async function demo(): Promise<Metric[]> {
  const runs: OneSeed[] = [];
  for (const seed of SEEDS) runs.push(await oneSeed(seed));
  const middle = (pick: (run: OneSeed) => number): { value: number; about: Partial<Metric> } => {
    const values = runs.map(pick);
    return { value: median(values), about: { runs: values.length, spread: [Math.min(...values), Math.max(...values)], seed: SEEDS[0]! } };
  };
  const highOf = (metric: string, pick: (run: OneSeed) => number, goal: number): Metric => {
    const { value, about } = middle(pick);
    return high(`demo: ${metric}`, value, goal, about);
  };
  const slow = middle(({ hoursToDetect }) => hoursToDetect);
  return [
    ...runs.map(({ found, of, missed }, i) =>
      high(`demo: incidents in the first ${TOP} rows, seed ${SEEDS[i]}${missedOf(missed)}`, found, of, { unit: `of ${of}`, seed: SEEDS[i]! })
    ),
    ...BUDGETS.flatMap((budget, i) => [
      highOf(`precision at ${budget} alerts a day per 1,000 entities`, ({ budgets }) => budgets[i]!.precision, 0.5),
      highOf(`incidents found at ${budget} alerts a day per 1,000 entities`, ({ budgets }) => budgets[i]!.recall, 0.9),
    ]),
    highOf('AUC-PR of entity-days, the whole', ({ precision }) => precision, 0.5),
    ...Object.entries(runs[0]?.alone ?? {}).map(([detector, value]) => high(`demo: AUC-PR of entity-days, ${detector} alone`, value, 0.5, { seed: SEEDS[0]! })),
    low('demo: time to detect, median over what is shown, to the close of its first hour', slow.value, 1, { unit: 'hours', ...slow.about }),
  ];
}

function missedOf(missed: readonly Incident[]): string {
  return missed.length === 0 ? '' : `, not ${missed.map(({ kind }) => kind).join(' nor ')}`;
}

async function oneSeed(seed: number): Promise<OneSeed> {
  let incidents: readonly Incident[] = [];
  const files = async (dir: string): Promise<readonly string[]> => {
    const written = await writeDemo({ seed, dir: join(dir, 'demo'), end: END });
    ({ incidents } = written);
    return written.files;
  };
  return await learnt({ source: 'ecs', files }, async ({ habitus }) => {
    const ranking = await habitus.engine.ranking({ from: SCORED_FROM, to: END, limit: 100_000 });
    const { found, missed } = findIncidents(incidents, ranking.slice(0, TOP));
    const entities = Object.values((await habitus.engine.status()).entities).reduce((sum, one) => sum + one, 0);
    const detectors = [...detectorsFor('count', 'upper'), ...detectorsFor('values', 'upper')];
    const days = await entityDays(habitus, incidents, seed === SEEDS[0] ? ['combined', ...new Set(detectors)] : ['combined']);
    const { combined = 0, ...alone } = days;
    return {
      found: found.length,
      missed,
      of: incidents.length,
      budgets: atBudgets(ranking, incidents.map(soughtOf), (END - SCORED_FROM) / DAY, entities),
      precision: combined,
      hoursToDetect: median(incidents.flatMap((incident) => hoursToDetect(ranking, incident))),
      alone,
    };
  });
}

function soughtOf({ entity, alsoEntities, start, end }: Incident): Sought {
  const keys = new Set([entity, ...alsoEntities].map(entityKey));
  return { start, end, names: (one: EntityRef) => keys.has(entityKey(one)) };
}

/** From the first event of an incident to the close of the first hour that was shown for it, when it was known at the latest; empty where it was never named. */
function hoursToDetect(ranking: readonly RankedAnomaly[], incident: Incident): number[] {
  const own = ranking.filter((row) => findIncidents([incident], [row]).found.length > 0);
  if (own.length === 0) return [];
  const first = Math.min(...own.map(({ since }) => Math.max(since, incident.start)));
  return [(bucketStart(first, HOUR) + HOUR - incident.start) / HOUR];
}

/** AUC-PR over entities and days of the last ten days, by scorer: a day scores its highest hour. */
async function entityDays({ engine }: Habitus, incidents: readonly Incident[], scorers: readonly string[]): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  const sought = incidents.map(soughtOf);
  for (const detector of scorers) {
    const days = new Map<string, { at: number; entity: EntityRef; score: number }>();
    for await (const { entity, start, minusLog10P, detector: by } of engine.scores({ detector, since: SCORED_FROM })) {
      if (by !== detector) continue;
      const at = Math.floor(Date.parse(start) / DAY) * DAY;
      const key = `${at} ${entityKey(entity)}`;
      const day = days.get(key) ?? { at, entity, score: 0 };
      day.score = Math.max(day.score, minusLog10P);
      days.set(key, day);
    }
    const labelled = [...days.values()].map(({ at, entity, score }): Labelled => ({
      score,
      bad: sought.some(({ start, end, names }) => names(entity) && at < end && at + DAY > start),
    }));
    found[detector] = averagePrecision(labelled);
  }
  return found;
}
