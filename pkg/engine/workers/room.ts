import { totalmem } from 'node:os';
import type { GroupScorer } from './group-scorer';

/** A quarter of the machine, or of what the process may have of it, and no more than 2 GiB; at least 256 MiB. */
export function defaultRoom(): number {
  const machine = Math.min(totalmem(), process.constrainedMemory() || Infinity);
  return Math.max(256 * MIB, Math.min(2048 * MIB, Math.floor(machine / 4)));
}

const MIB = 1024 * 1024;

/**
 * Keeps what is held of all groups below a number of bytes. The one at work is always in memory. Groups come round after round in the same order, so who
 * was used last is needed last again: it is laid away first, and the others stay where they are for the next round.
 */
export class Room {
  private readonly used = new Set<GroupScorer>();

  /** @param most bytes */
  public constructor(private readonly most: number) {}

  /** Brings a group into memory, after room was made for it. */
  public async wake(scorer: GroupScorer): Promise<void> {
    this.used.delete(scorer);
    if (!scorer.isAwake) {
      await this.make();
      await scorer.wake();
    }
    this.used.add(scorer);
    await this.below(this.most, scorer);
  }

  /** Makes room for one that is to be loaded. */
  public async make(): Promise<void> {
    await this.below(this.most - this.largest());
  }

  /** One that was loaded is in memory. */
  public async came(scorer: GroupScorer): Promise<void> {
    this.used.add(scorer);
    await this.below(this.most, scorer);
  }

  public forget(scorer: GroupScorer): void {
    this.used.delete(scorer);
  }

  /** What a group that comes may need: as much as the largest that is here. */
  private largest(): number {
    return Math.max(0, ...[...this.used].map(({ bytes }) => bytes));
  }

  private async below(most: number, except?: GroupScorer): Promise<void> {
    let bytes = [...this.used].reduce((sum, scorer) => sum + scorer.bytes, 0);
    for (const scorer of [...this.used].reverse()) {
      if (bytes <= most) return;
      if (scorer === except || !scorer.isAwake) continue;
      bytes -= scorer.bytes;
      await scorer.layAway();
      this.used.delete(scorer);
    }
  }
}
