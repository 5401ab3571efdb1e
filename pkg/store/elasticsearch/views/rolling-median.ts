/** The median of the last few numbers. Adding costs a sort of them where the median is asked for. */
export class RollingMedian {
  private readonly last: number[] = [];

  public constructor(private readonly most: number) {}

  public get size(): number {
    return this.last.length;
  }

  public add(value: number): void {
    this.last.push(value);
    if (this.last.length > this.most) this.last.shift();
  }

  /** The lower one of two in the middle; NaN of nothing. */
  public get median(): number {
    return [...this.last].sort((a, b) => a - b)[(this.last.length - 1) >> 1] ?? NaN;
  }
}
