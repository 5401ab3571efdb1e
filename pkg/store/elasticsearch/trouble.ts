import type { Millis } from '../../model';

/** Why the cluster takes nothing of what is written, and since when. */
export interface Refusal {
  readonly since: Millis;
  readonly why: string;
}

/** A refusal that ends within so long is how a busy cluster slows its writers down, and no news. */
const NEWS_AFTER = 2_000;

/** What health tells of writes: the refusal in force, until the next write is taken; and indices that somebody deleted under us. */
export class Trouble {
  private refusal: Refusal | undefined;
  private readonly deleted = new Map<string, Millis>();

  public constructor(private readonly now: () => Millis = Date.now) {}

  public refused(why: string): void {
    this.refusal = { since: this.refusal?.since ?? this.now(), why };
  }

  public taken(): void {
    this.refusal = undefined;
  }

  /** An index that this process had made or met is gone. It is made again with the next write; what was in it is not. */
  public lost(index: string): void {
    this.deleted.set(index, this.now());
  }

  /** Undefined while writes are taken, or were refused for a moment only. */
  public get inForce(): Refusal | undefined {
    return this.refusal !== undefined && this.now() - this.refusal.since >= NEWS_AFTER ? this.refusal : undefined;
  }

  /** By name, when it was noticed. */
  public get indicesLost(): ReadonlyMap<string, Millis> {
    return this.deleted;
  }
}
