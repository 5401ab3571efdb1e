import { contextAt, MONDAY } from '../../detect/contract/simulate';
import type { Context, Detector, Peers, StateBlock } from '../../detect/detector';
import { HOUR, type Observation } from '../../model';
import { cauchyLogP, combine, type Evidence } from '../combine';
import { Equaliser } from '../equaliser';
import { SurpriseHistogram } from '../histogram';

/** One detector on one feature of simulated entities. */
export interface NullTrack {
  readonly feature: string;
  readonly detector: Detector<unknown>;
  readonly peers: Peers;
  /** Upper where none is given. */
  readonly tail?: Context['tail'];
  /** Where different ones are counted: how many are known. */
  readonly population?: number;
  /** Of detectors that ask: the p that comes. */
  readonly answer?: (entity: number, hour: number) => number;
  /** What entity `entity` did in an hour; undefined where that is no observation. */
  readonly at: (entity: number, hour: number) => Observation | undefined;
}

/** Weeks, one after the other. */
export interface Stages {
  /** Detectors learn, nothing is kept. */
  readonly learn: number;
  /** The pools fill; from the second week on what was pooled so far is what the next week is equalised by. */
  readonly pool: number;
  /** The same goes on, and what is claimed is counted. */
  readonly test: number;
}

/** Of hours that claimed p below a level, how many there were for each that should have been. */
export interface Claimed {
  readonly hours: number;
  /** Share of them that were any surprise at all (p below 1/2): no level above it can be claimed in full. */
  readonly surprising: number;
  readonly below: Record<'0.01' | '0.001' | '0.0001', number>;
}

/**
 * The way of a score through data in which nothing is wrong: detectors, equalisers, Cauchy over the detectors of a feature, the evidence of all features
 * combined. As in the engine, the equalisers of a week hold the weeks before it and never the week itself, and older weeks weigh less.
 * Returns the claims by `feature/detector`, and `combined`.
 */
export function nullRun(tracks: readonly NullTrack[], entities: number, { learn, pool, test }: Stages): Map<string, Claimed> {
  const runs = tracks.map((track) => new TrackRun(track, entities));
  const combined = new Pool();
  const groups = groupsOf(tracks);
  for (let hour = 0; hour < (learn + pool + test) * WEEK; hour++) {
    const week = Math.floor(hour / WEEK);
    const stage = { pools: week >= learn, equalises: week > learn, counts: week >= learn + pool };
    if (hour % WEEK === 0) for (const { pool: own } of [...runs, { pool: combined }]) own.cut();
    for (let entity = 0; entity < entities; entity++) {
      const judged = runs.map((run) => run.pass(entity, hour, stage));
      if (stage.equalises) combined.takeCombined(byFeature(groups, judged), stage);
    }
  }
  return new Map([...runs.map(({ key, pool: own }) => [key, own.claimed()] as const), ['combined', combined.claimed()]]);
}

interface Stage {
  readonly pools: boolean;
  readonly equalises: boolean;
  readonly counts: boolean;
}

const WEEK = 168;
const WEEKLY_KEEP = 0.9;

/** One equaliser, what it will be made of next week, and what it claimed. */
class Pool {
  private readonly histogram = new SurpriseHistogram();
  private equaliser = new Equaliser({ n: 0, bins: [] });
  private hours = 0;
  private surprising = 0;
  private readonly below = { '0.01': 0, '0.001': 0, '0.0001': 0 };

  public constructor(private readonly kept = 0) {}

  public cut(): void {
    this.equaliser = new Equaliser(this.histogram.stored(), this.kept);
    this.histogram.age(WEEKLY_KEEP);
  }

  /** ln p equalised, after which the raw one is pooled. */
  public take(raw: number, stage: Stage): number {
    const logP = this.equaliser.logP(raw);
    this.note(-raw, logP, stage);
    return logP;
  }

  public takeCombined(evidence: readonly Evidence[], stage: Stage): void {
    if (evidence.length === 0) return;
    const { statistic, logPEqualised } = combine(evidence, this.equaliser);
    this.note(statistic, logPEqualised, stage);
  }

  public claimed(): Claimed {
    const { hours, below } = this;
    return {
      hours,
      surprising: this.surprising / Math.max(1, hours),
      below: { '0.01': below['0.01'] / (0.01 * hours), '0.001': below['0.001'] / (0.001 * hours), '0.0001': below['0.0001'] / (0.0001 * hours) },
    };
  }

  private note(surprise: number, logP: number, stage: Stage): void {
    if (stage.counts) this.count(surprise, logP);
    if (stage.pools) this.histogram.add(surprise);
  }

  private count(surprise: number, logP: number): void {
    this.hours++;
    if (surprise > Math.LN2) this.surprising++;
    if (logP < LEVELS[0][1]) for (const [level, log] of LEVELS) if (logP < log) this.below[level]++;
  }
}

const LEVELS = [
  ['0.01', Math.log(1e-2)],
  ['0.001', Math.log(1e-3)],
  ['0.0001', Math.log(1e-4)],
] as const;

class TrackRun {
  public readonly key: string;
  public readonly pool: Pool;
  private readonly block: StateBlock<unknown>;

  public constructor(
    private readonly track: NullTrack,
    entities: number
  ) {
    this.pool = new Pool(track.detector.meta.keeps);
    this.key = `${track.feature}/${track.detector.meta.name}`;
    this.block = track.detector.blocks.empty(entities);
    for (let i = 0; i < entities; i++) this.block.add();
  }

  /** ln p of the hour, equalised; undefined where there was nothing to judge. */
  public pass(entity: number, hour: number, stage: Stage): number | undefined {
    const { detector, peers, tail = 'upper', population = 0, answer, at } = this.track;
    const obs = at(entity, hour);
    if (obs === undefined) return undefined;
    const state = this.block.at(entity);
    const ctx = { ...contextAt(MONDAY + hour * HOUR, { peers, tail }), population, ...(answer && { answer: answer(entity, hour) }) };
    const finding = detector.score(state, obs, ctx);
    detector.learn(state, obs, finding, ctx);
    return this.pool.take(finding.logP, stage);
  }
}

interface Group {
  readonly ofValues: boolean;
  readonly members: readonly number[];
}

/** Which tracks judge the same feature. */
function groupsOf(tracks: readonly NullTrack[]): Group[] {
  const groups = new Map<string, Group>();
  for (const [i, { feature, detector }] of tracks.entries()) {
    groups.set(feature, { ofValues: detector.meta.judges.includes('values'), members: [...(groups.get(feature)?.members ?? []), i] });
  }
  return [...groups.values()];
}

/** One p a feature, as the engine makes it of a family; all of them look at the same events. */
function byFeature(groups: readonly Group[], judged: readonly (number | undefined)[]): Evidence[] {
  return groups.flatMap(({ ofValues, members }) => {
    const list = members.flatMap((i) => judged[i] ?? []);
    return list.length === 0 ? [] : [{ logP: cauchyLogP(list, list.length), ofValues, subject: 'sign-ins' }];
  });
}
