/** Lets so many through at the same time; the others wait in the order they came. */
export class Gate {
  private readonly waiting: (() => void)[] = [];
  private inside = 0;

  public constructor(private readonly most: number) {}

  public async enter(): Promise<void> {
    if (this.inside < this.most) {
      this.inside++;
      return;
    }
    // Whoever leaves hands over its place, so that nobody slips in between.
    await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  public leave(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.inside--;
  }
}
