/** So many values wait for whoever reads them. */
const MOST_WAITING = 4_096;

/**
 * Values whose distribution is wanted. They wait in memory until the SDK, which is loaded when somebody asks, has a histogram for them; when many
 * wait it is to be loaded, so that none is lost and a process that nobody watches pays nothing.
 */
export class Distribution {
  private readonly sinks: ((value: number) => void)[] = [];
  private waiting: number[] | undefined = [];

  /** @param bounds of the histogram's buckets, ascending. @param onMany is called when many wait; `keep` is to follow */
  public constructor(
    public readonly name: string,
    public readonly unit: string,
    public readonly what: string,
    public readonly bounds: readonly number[],
    private readonly onMany: () => void
  ) {}

  public record(value: number): void {
    for (const sink of this.sinks) sink(value);
    if (this.waiting === undefined) return;
    this.waiting.push(value);
    if (this.waiting.length === MOST_WAITING) this.onMany();
  }

  /** One more that gets every value, and what still waits. */
  public tell(sink: (value: number) => void): void {
    this.waiting?.forEach((value) => sink(value));
    this.sinks.push(sink);
  }

  /** The one that gets also what waited. */
  public keep(sink: (value: number) => void): void {
    this.waiting?.forEach((value) => sink(value));
    this.drop();
    this.sinks.push(sink);
  }

  /** Nobody will ever read what waits. */
  public drop(): void {
    this.waiting = undefined;
  }
}
