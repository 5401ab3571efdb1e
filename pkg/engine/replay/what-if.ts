import { entityKey, type Anomaly, type EntityRef, type Severity, type VerdictKind } from '../../model';

/** An anomaly as one run has it. */
export interface Named {
  readonly entity: EntityRef;
  readonly start: string;
  readonly score: number;
  readonly severity: Severity;
  readonly reason: string;
}

export interface Volume {
  readonly anomalies: number;
  /** Incidents that they belong to. */
  readonly cases: number;
  readonly bySeverity: Readonly<Record<string, number>>;
  readonly byFeature: Readonly<Record<string, number>>;
}

/** What a changed configuration would have shown, against what was shown. */
export interface ReplayReport {
  readonly since: string;
  readonly until: string;
  readonly before: Volume;
  readonly after: Volume;
  /** Of entity and hour: in both, only before, only after. */
  readonly kept: number;
  readonly lost: number;
  readonly new: number;
  /** What people had said of those that stay and of those that go. */
  readonly verdicts: { readonly kept: Readonly<Record<VerdictKind, number>>; readonly lost: Readonly<Record<VerdictKind, number>> };
  /** The highest, at most 20 each. */
  readonly highestLost: readonly Named[];
  readonly highestNew: readonly Named[];
  /** Where an interrupted replay of the same question was gone on with. */
  readonly resumed?: string;
  /** Of this run alone. */
  readonly seconds: number;
}

/** What a comparison comes to so far. */
export interface StoredComparison {
  readonly before: StoredTally;
  readonly after: StoredTally;
  readonly counts: readonly [kept: number, lost: number, fresh: number];
  readonly verdicts: ReplayReport['verdicts'];
  readonly highestLost: readonly Named[];
  readonly highestNew: readonly Named[];
}

interface StoredTally extends Omit<Volume, 'cases'> {
  readonly cases: readonly string[];
}

const MOST_NAMED = 20;

/** Adds up two runs, span after span. Memory: its report. */
export class Comparison {
  private readonly before = new Tally();
  private readonly after = new Tally();
  private kept = 0;
  private lost = 0;
  private fresh = 0;
  private verdicts = { kept: noVerdicts(), lost: noVerdicts() };
  private highestLost: Named[] = [];
  private highestNew: Named[] = [];

  /** @param verdictOf what was said of an anomaly of the run before */
  public constructor(private readonly verdictOf: (id: string) => VerdictKind | undefined) {}

  /** Of the changed configuration, so far. */
  public get anomalies(): number {
    return this.after.volume().anomalies;
  }

  /** All anomalies of a span in either run. */
  public add(before: readonly Anomaly[], after: readonly Anomaly[]): void {
    const places = new Set(after.map(placeOf));
    const known = new Set(before.map(placeOf));
    for (const anomaly of before) this.addBefore(anomaly, places.has(placeOf(anomaly)));
    const fresh = after.filter((anomaly) => !known.has(placeOf(anomaly)));
    for (const anomaly of after) this.after.add(anomaly);
    this.fresh += fresh.length;
    this.highestNew = highest([...this.highestNew, ...fresh.map(named)]);
  }

  public report(): Omit<ReplayReport, 'since' | 'until' | 'resumed' | 'seconds'> {
    return {
      before: this.before.volume(),
      after: this.after.volume(),
      kept: this.kept,
      lost: this.lost,
      new: this.fresh,
      verdicts: this.verdicts,
      highestLost: this.highestLost,
      highestNew: this.highestNew,
    };
  }

  public stored(): StoredComparison {
    const { verdicts, highestLost, highestNew } = this;
    return { before: this.before.stored(), after: this.after.stored(), counts: [this.kept, this.lost, this.fresh], verdicts, highestLost, highestNew };
  }

  public restore({ before, after, counts, verdicts, highestLost, highestNew }: StoredComparison): void {
    this.before.restore(before);
    this.after.restore(after);
    [this.kept, this.lost, this.fresh] = counts;
    this.verdicts = { kept: { ...verdicts.kept }, lost: { ...verdicts.lost } };
    [this.highestLost, this.highestNew] = [[...highestLost], [...highestNew]];
  }

  private addBefore(anomaly: Anomaly, stays: boolean): void {
    this.before.add(anomaly);
    const verdict = this.verdictOf(anomaly.id);
    if (verdict) this.verdicts[stays ? 'kept' : 'lost'][verdict]++;
    if (stays) this.kept++;
    else {
      this.lost++;
      this.highestLost = highest([...this.highestLost, named(anomaly)]);
    }
  }
}

class Tally {
  private anomalies = 0;
  private readonly cases = new Set<string>();
  private bySeverity: Record<string, number> = {};
  private byFeature: Record<string, number> = {};

  public add({ id, severity, features, case: within = id }: Anomaly): void {
    this.anomalies++;
    this.cases.add(within);
    this.bySeverity[severity] = (this.bySeverity[severity] ?? 0) + 1;
    for (const feature of features) this.byFeature[feature] = (this.byFeature[feature] ?? 0) + 1;
  }

  public volume(): Volume {
    return { anomalies: this.anomalies, cases: this.cases.size, bySeverity: this.bySeverity, byFeature: this.byFeature };
  }

  public stored(): StoredTally {
    return { ...this.volume(), cases: [...this.cases] };
  }

  public restore({ anomalies, cases, bySeverity, byFeature }: StoredTally): void {
    this.anomalies = anomalies;
    this.cases.clear();
    for (const one of cases) this.cases.add(one);
    [this.bySeverity, this.byFeature] = [{ ...bySeverity }, { ...byFeature }];
  }
}

function placeOf({ entity, start }: Anomaly): string {
  return `${entityKey(entity)} ${start}`;
}

function highest(list: Named[]): Named[] {
  return list.sort((a, b) => b.score - a.score || Date.parse(a.start) - Date.parse(b.start)).slice(0, MOST_NAMED);
}

function named({ entity, start, score, severity, reason }: Anomaly): Named {
  return { entity, start: new Date(start).toISOString(), score, severity, reason };
}

function noVerdicts(): Record<VerdictKind, number> {
  return { threat: 0, benign: 0, snooze: 0 };
}
