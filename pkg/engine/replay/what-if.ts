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
  readonly seconds: number;
}

const MOST_NAMED = 20;

/** Adds up two runs, span after span. Memory: its report. */
export class Comparison {
  private readonly before = new Tally();
  private readonly after = new Tally();
  private kept = 0;
  private lost = 0;
  private fresh = 0;
  private readonly verdicts = { kept: noVerdicts(), lost: noVerdicts() };
  private highestLost: Anomaly[] = [];
  private highestNew: Anomaly[] = [];

  /** @param verdictOf what was said of an anomaly of the run before */
  public constructor(private readonly verdictOf: (id: string) => VerdictKind | undefined) {}

  /** All anomalies of a span in either run. */
  public add(before: readonly Anomaly[], after: readonly Anomaly[]): void {
    const places = new Set(after.map(placeOf));
    const known = new Set(before.map(placeOf));
    for (const anomaly of before) this.addBefore(anomaly, places.has(placeOf(anomaly)));
    const fresh = after.filter((anomaly) => !known.has(placeOf(anomaly)));
    for (const anomaly of after) this.after.add(anomaly);
    this.fresh += fresh.length;
    this.highestNew = highest([...this.highestNew, ...fresh]);
  }

  public report(): Omit<ReplayReport, 'since' | 'until' | 'seconds'> {
    return {
      before: this.before.volume(),
      after: this.after.volume(),
      kept: this.kept,
      lost: this.lost,
      new: this.fresh,
      verdicts: this.verdicts,
      highestLost: this.highestLost.map(named),
      highestNew: this.highestNew.map(named),
    };
  }

  private addBefore(anomaly: Anomaly, stays: boolean): void {
    this.before.add(anomaly);
    const verdict = this.verdictOf(anomaly.id);
    if (verdict) this.verdicts[stays ? 'kept' : 'lost'][verdict]++;
    if (stays) this.kept++;
    else {
      this.lost++;
      this.highestLost = highest([...this.highestLost, anomaly]);
    }
  }
}

class Tally {
  private anomalies = 0;
  private readonly bySeverity: Record<string, number> = {};
  private readonly byFeature: Record<string, number> = {};

  public add({ severity, features }: Anomaly): void {
    this.anomalies++;
    this.bySeverity[severity] = (this.bySeverity[severity] ?? 0) + 1;
    for (const feature of features) this.byFeature[feature] = (this.byFeature[feature] ?? 0) + 1;
  }

  public volume(): Volume {
    return { anomalies: this.anomalies, bySeverity: this.bySeverity, byFeature: this.byFeature };
  }
}

function placeOf({ entity, start }: Anomaly): string {
  return `${entityKey(entity)} ${start}`;
}

function highest(anomalies: Anomaly[]): Anomaly[] {
  return anomalies.sort((a, b) => b.score - a.score || a.start - b.start).slice(0, MOST_NAMED);
}

function named({ entity, start, score, severity, reason }: Anomaly): Named {
  return { entity, start: new Date(start).toISOString(), score, severity, reason };
}

function noVerdicts(): Record<VerdictKind, number> {
  return { threat: 0, benign: 0, snooze: 0 };
}
