/** Words of a page: 256 KiB. The first begins small, since most features have few entities. */
const PAGE_BITS = 16;
const PAGE = 1 << PAGE_BITS;
const FIRST = 64;
/** Pieces are cut in steps of 16 bytes: a piece that grows by a word mostly stays where it is. */
const STEP = 4;

/** Pieces of 32-bit words, given and taken back, in pages outside the heap. What is taken back is given again to a piece of the same size. */
export class WordArena {
  private readonly pages: Uint32Array[] = [new Uint32Array(FIRST)];
  /** Pieces taken back, by size in steps. */
  private readonly free: number[][] = [];
  /** Place 0 is no piece. */
  private next = STEP;

  /** Room that a piece of so many words has. */
  public static roomFor(words: number): number {
    return Math.ceil(words / STEP) * STEP;
  }

  /** @param words at most a page @returns the place of the piece */
  public give(words: number): number {
    const room = WordArena.roomFor(words);
    const known = this.free[room / STEP]?.pop();
    if (known !== undefined) return known;
    if ((this.next & (PAGE - 1)) + room > PAGE) this.next = Math.ceil(this.next / PAGE) * PAGE;
    const place = this.next;
    this.next += room;
    this.reserve(place >>> PAGE_BITS, (place & (PAGE - 1)) + room);
    return place;
  }

  public takeBack(place: number, words: number): void {
    (this.free[WordArena.roomFor(words) / STEP] ??= []).push(place);
  }

  /** The page that a place lies in; good until the next `give`. */
  public pageOf(place: number): Uint32Array {
    return this.pages[place >>> PAGE_BITS]!;
  }

  /** Where in its page a place lies. */
  public static within(place: number): number {
    return place & (PAGE - 1);
  }

  public bytes(): number {
    return this.pages.reduce((sum, page) => sum + page.byteLength, 0);
  }

  private reserve(number: number, words: number): void {
    const page = this.pages[number];
    if (page === undefined) {
      this.pages[number] = new Uint32Array(PAGE);
      return;
    }
    if (page.length >= words) return;
    const larger = new Uint32Array(Math.min(PAGE, Math.max(2 * page.length, words)));
    larger.set(page);
    this.pages[number] = larger;
  }
}
