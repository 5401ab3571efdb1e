import type { Observation } from '../model';

/** Of steps, which may be of any number: how many different ones an entity tells its peers of. As many as the detector `sequence` remembers. */
const MOST_STEPS = 128;

/** Which entity of a feature has which values: what peers are known by. Memory: a short text for each. */
export class Uses {
  private known = new Set<string>();
  /** Of steps: different ones so far, by entity. */
  private readonly steps = new Map<number, number>();

  /** The values of an observation that its entity has for the first time. */
  public *first(at: number, obs: Observation): Generator<string> {
    if (obs.kind === 'values') yield* [...obs.values.keys()].filter((value) => this.add(at, value));
    if (obs.kind === 'ordered') yield* obs.steps.map(({ value }) => value).filter((value) => this.addStep(at, value));
  }

  public stored(): readonly string[] {
    return [...this.known];
  }

  public restore(stored: readonly string[], ofSteps: boolean): void {
    this.known = new Set(stored);
    this.steps.clear();
    if (!ofSteps) return;
    for (const use of stored) {
      const at = Number.parseInt(use, 10);
      this.steps.set(at, (this.steps.get(at) ?? 0) + 1);
    }
  }

  private add(at: number, value: string): boolean {
    const { size } = this.known;
    return this.known.add(`${at} ${value}`).size > size;
  }

  private addStep(at: number, value: string): boolean {
    const steps = this.steps.get(at) ?? 0;
    if (steps >= MOST_STEPS || !this.add(at, value)) return false;
    this.steps.set(at, steps + 1);
    return true;
  }
}
