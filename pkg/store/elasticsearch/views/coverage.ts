/** What of a view could not be read, in words that a person acts on. */
export interface Gap {
  readonly view: string;
  /** `indices`: a name fits none, or they are closed; `shards`: answers came without some; `time`, `field`: no usable mapping; `days`: no event. */
  readonly kind: 'indices' | 'shards' | 'time' | 'field' | 'days';
  readonly detail: string;
}

const MOST = 1_000;

/** Gaps, each once. */
export class Coverage {
  private readonly byText = new Map<string, Gap>();

  public note(gap: Gap): void {
    const key = `${gap.view} ${gap.kind} ${gap.detail}`;
    if (this.byText.size < MOST) this.byText.set(key, gap);
  }

  public has(gap: Gap): boolean {
    return this.byText.has(`${gap.view} ${gap.kind} ${gap.detail}`);
  }

  public get gaps(): readonly Gap[] {
    return [...this.byText.values()];
  }
}
