import type { PeerLogs } from '../detect/detector';

/** Values of a member beyond which the oldest are forgotten by degrees. */
const REMEMBERED = 500;

/** Per member, in the order of first sight: how many values, their mean and their summed squared distances, of ln(1 + value). */
export interface StoredLogSpread {
  readonly counts: readonly number[];
  readonly means: readonly number[];
  readonly squares: readonly number[];
}

/** How the values of a feature's entities differ: between them, and within each. Cost: three numbers an entity, Welford's update a value. */
export class LogSpread {
  private counts: number[] = [];
  private means: number[] = [];
  private squares: number[] = [];

  /** @param member index of the entity @param value not below 0 */
  public add(member: number, value: number): void {
    while (this.counts.length <= member) {
      this.counts.push(0);
      this.means.push(0);
      this.squares.push(0);
    }
    const kept = Math.min(this.counts[member]!, REMEMBERED - 1);
    const before = this.counts[member]! === 0 ? 0 : (this.squares[member]! * kept) / this.counts[member]!;
    const distance = Math.log1p(value) - this.means[member]!;
    const n = kept + 1;
    this.means[member]! += distance / n;
    this.squares[member] = before + (distance * distance * kept) / n;
    this.counts[member] = n;
  }

  /** By group of partitions, in their order: what a summary over all of them is made of. @param groupOf group of a member */
  public parts(groupOf: (member: number) => number): LogPart[] {
    const members = new Map<number, number[]>();
    this.counts.forEach((n, at) => {
      if (n === 0) return;
      const list = members.get(groupOf(at));
      if (list) list.push(at);
      else members.set(groupOf(at), [at]);
    });
    return [...members].sort(([a], [b]) => a - b).map(([group, list]) => this.part(group, list));
  }

  private part(group: number, members: readonly number[]): LogPart {
    const sum = (of: (at: number) => number): number => members.reduce((total, at) => total + of(at), 0);
    const mean = sum((at) => this.means[at]!) / members.length;
    return {
      group,
      members: members.length,
      degrees: sum((at) => this.counts[at]! - 1),
      mean,
      between: sum((at) => (this.means[at]! - mean) ** 2),
      within: sum((at) => this.squares[at]!),
    };
  }

  public stored(): StoredLogSpread {
    return { counts: [...this.counts], means: [...this.means], squares: [...this.squares] };
  }

  public restore(stored: StoredLogSpread): void {
    [this.counts, this.means, this.squares] = [[...stored.counts], [...stored.means], [...stored.squares]];
  }
}

/** Of the members of one group of partitions that have values: how many, their degrees of freedom, mean of their means, summed squared distances. */
export interface LogPart {
  readonly group: number;
  readonly members: number;
  readonly degrees: number;
  readonly mean: number;
  readonly between: number;
  readonly within: number;
}

/**
 * All groups together, added up in the order of their numbers, so that the last digit is the same whoever computed which group (Chan, Golub and LeVeque's
 * update of mean and squares). Undefined while fewer than two members have values, or no member has two.
 */
export function summaryOf(parts: readonly LogPart[]): PeerLogs | undefined {
  let [members, degrees, mean, between, within] = [0, 0, 0, 0, 0];
  for (const part of [...parts].sort((a, b) => a.group - b.group)) {
    const all = members + part.members;
    const apart = part.mean - mean;
    between += part.between + (apart * apart * members * part.members) / all;
    mean += (apart * part.members) / all;
    [members, degrees, within] = [all, degrees + part.degrees, within + part.within];
  }
  return members < 2 || degrees === 0 ? undefined : { members, mean, between: between / (members - 1), within: within / degrees };
}
