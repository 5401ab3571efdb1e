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

  /** Undefined while fewer than two members have values, or no member has two. */
  public summary(): PeerLogs | undefined {
    const members = this.counts.flatMap((n, at) => (n > 0 ? [at] : []));
    const degrees = members.reduce((sum, at) => sum + this.counts[at]! - 1, 0);
    if (members.length < 2 || degrees === 0) return undefined;
    const mean = members.reduce((sum, at) => sum + this.means[at]!, 0) / members.length;
    const between = members.reduce((sum, at) => sum + (this.means[at]! - mean) ** 2, 0) / (members.length - 1);
    const within = members.reduce((sum, at) => sum + this.squares[at]!, 0) / degrees;
    return { members: members.length, mean, between, within };
  }

  public stored(): StoredLogSpread {
    return { counts: [...this.counts], means: [...this.means], squares: [...this.squares] };
  }

  public restore(stored: StoredLogSpread): void {
    [this.counts, this.means, this.squares] = [[...stored.counts], [...stored.means], [...stored.squares]];
  }
}
