import { normalDraw, seededRandom } from '../maths/random';

/** Seeded chance in the shapes that an organisation needs. Two of the same seed draw the same. */
export class Chance {
  private readonly next: () => number;

  public constructor(seed: number) {
    this.next = seededRandom(seed);
  }

  /** A chance of its own for a part of the organisation, so that a change in one leaves the others as they were. */
  public branch(name: string): Chance {
    let hash = Math.floor(this.next() * 0xffffffff) >>> 0;
    for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193) >>> 0;
    return new Chance(hash);
  }

  public between(low: number, high: number): number {
    return low + (high - low) * this.next();
  }

  /** A whole number, both ends included. */
  public whole(low: number, high: number): number {
    return low + Math.floor((high - low + 1) * this.next());
  }

  public happens(probability: number): boolean {
    return this.next() < probability;
  }

  public pick<T>(from: readonly T[]): T {
    const picked = from[Math.floor(this.next() * from.length)];
    if (picked === undefined) throw new RangeError('pick: expected a list with something in it, got an empty one');
    return picked;
  }

  public normal(): number {
    return normalDraw(this.next);
  }

  public logNormal(sigma: number): number {
    return Math.exp(sigma * this.normal() - (sigma * sigma) / 2);
  }

  /** A Poisson count: by Knuth's product below 30, by the rounded normal above, which is near enough for a demo. */
  public poisson(mean: number): number {
    if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * this.normal()));
    const limit = Math.exp(-mean);
    let count = 0;
    for (let product = this.next(); product > limit; product *= this.next()) count++;
    return count;
  }

  public exponential(mean: number): number {
    return -mean * Math.log(1 - this.next());
  }
}
