import { decode, encode } from '../../store/encoding/json';
import type { StateStore } from '../../store/store';
import type { Millis } from '../../model';
import type { GroupResult } from './group-scorer';
import { GROUPS } from './partition';

interface Step {
  readonly round: number;
  readonly to: Millis;
}

/** Results of groups on their way to the coordinator: in memory where it is this process, else a block that nobody replaces. */
export class Results {
  private readonly here = new Map<string, GroupResult>();
  private readonly stored = new Set<string>();

  public constructor(private readonly state: StateStore) {}

  /** @param isCoordinator whether this process is to take it up itself */
  public async post(step: Step, group: number, result: GroupResult, isCoordinator: boolean): Promise<void> {
    const key = keyOf(step, group);
    if (isCoordinator) this.here.set(key, result);
    else await this.state.put(key, Buffer.from(encode(result)), undefined);
  }

  /** The results of all groups, in their order; undefined while some are missing. */
  public async all(step: Step): Promise<GroupResult[] | undefined> {
    for (let group = 0; group < GROUPS; group++) {
      const key = keyOf(step, group);
      if (this.here.has(key)) continue;
      const found = await this.state.get(key);
      if (found === undefined) return undefined;
      this.here.set(key, decode<GroupResult>(Buffer.from(found.bytes).toString()));
      this.stored.add(key);
    }
    return Array.from({ length: GROUPS }, (_, group) => this.here.get(keyOf(step, group))!);
  }

  /** They were taken up. */
  public async forget(): Promise<void> {
    for (const key of this.stored) await this.state.delete(key);
    this.drop();
  }

  /** What was posted here counts only as long as this process is the coordinator. */
  public drop(): void {
    this.here.clear();
    this.stored.clear();
  }
}

function keyOf({ round, to }: Step, group: number): string {
  return `result/${round}/${to}/${group}`;
}
