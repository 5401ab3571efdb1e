import type { Appended } from '../pkg/store/store';
import type { IntakeReport } from './collector';

/** Counts where every record went. What the parsers accepted is accepted only once the store has said what became of it. */
export class Tally {
  public readonly report: IntakeReport = { received: 0, accepted: 0, duplicates: 0, dropped: {}, deadLettered: {} };

  /** Of what was accepted: live events whose hour was closed when they came. They are kept, and not scored. */
  public late = 0;

  /** Requests over HTTP that were refused, by the status they were answered with: nobody knows how many records were in them. */
  public readonly refusedRequests: Record<string, number> = {};

  public refuseRequest(status: number): void {
    this.refusedRequests[status] = (this.refusedRequests[status] ?? 0) + 1;
  }

  /** What of all that is told by itself. */
  public get apart(): { readonly late: number; readonly quarantined: number; readonly unknown: number } {
    const { dropped, deadLettered } = this.report;
    return {
      late: this.late,
      quarantined: deadLettered['HAB-PARSE-006'] ?? 0,
      unknown: (deadLettered['HAB-PARSE-003'] ?? 0) + (dropped['unknown-program'] ?? 0),
    };
  }

  public drop(reason: string, count = 1): void {
    this.report.received += count;
    this.report.dropped[reason] = (this.report.dropped[reason] ?? 0) + count;
  }

  public deadLetter(code: string): void {
    this.report.received++;
    this.report.deadLettered[code] = (this.report.deadLettered[code] ?? 0) + 1;
  }

  public stored({ stored, duplicates, refused }: Appended): void {
    this.report.received += stored + duplicates;
    this.report.accepted += stored;
    this.report.duplicates += duplicates;
    for (let left = refused.length; left > 0; left--) this.deadLetter('HAB-STORE-003');
  }

  public add(other: IntakeReport): void {
    this.report.received += other.received;
    this.report.accepted += other.accepted;
    this.report.duplicates += other.duplicates;
    addAll(this.report.dropped, other.dropped);
    addAll(this.report.deadLettered, other.deadLettered);
  }
}

function addAll(into: Record<string, number>, from: Readonly<Record<string, number>>): void {
  for (const [key, count] of Object.entries(from)) into[key] = (into[key] ?? 0) + count;
}
