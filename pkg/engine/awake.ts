import { GROUPS } from './workers/partition';

/** Which entities of a feature did anything in this UTC day, by group of partitions. A byte an entity, and eight for each that is awake. */
export class Awake {
  private flags = new Uint8Array(64);
  private readonly lists: number[][] = Array.from({ length: GROUPS }, () => []);
  private readonly unsorted = new Uint8Array(GROUPS);

  public add(at: number, group: number): void {
    if (at >= this.flags.length) this.reserve(at);
    if (this.flags[at] === 1) return;
    this.flags[at] = 1;
    const list = this.lists[group]!;
    if (list.length > 0 && list.at(-1)! > at) this.unsorted[group] = 1;
    list.push(at);
  }

  /** Of a group, in the order of their first sight. */
  public of(group: number): readonly number[] {
    if (this.unsorted[group] === 1) {
      this.lists[group] = [...Uint32Array.from(this.lists[group]!).sort()];
      this.unsorted[group] = 0;
    }
    return this.lists[group]!;
  }

  public clear(group: number): void {
    for (const at of this.lists[group]!) this.flags[at] = 0;
    this.lists[group] = [];
    this.unsorted[group] = 0;
  }

  public stored(): number[] {
    return [...Uint32Array.from(this.lists.flat()).sort()];
  }

  /** @param groups of each entity */
  public restore(stored: readonly number[], groups: readonly number[]): void {
    for (let group = 0; group < GROUPS; group++) this.clear(group);
    for (const at of stored) this.add(at, groups[at] ?? 0);
  }

  private reserve(at: number): void {
    const more = new Uint8Array(Math.max(2 * this.flags.length, at + 1));
    more.set(this.flags);
    this.flags = more;
  }
}
