/** p that is claimed, and below which hours are counted. */
const LOG_RARE = Math.log(1e-3);
/** Fewer hours than these say nothing of one in a thousand. */
const LEAST = 10_000;

export interface StoredClaims {
  readonly hours: number;
  readonly rare: number;
}

/**
 * How often the score says "rarer than one in a thousand": per 1,000 hours that were scored by an equaliser that had not seen them. 1 is calibrated;
 * real incidents add to it. Hours of silence count, as they were judged too.
 */
export class Claims {
  private hours = 0;
  private rare = 0;

  /** @param isEqualised hours scored before the pool was large enough claim nothing */
  public add(isEqualised: boolean, logP: number): void {
    if (!isEqualised) return;
    this.hours++;
    if (logP < LOG_RARE) this.rare++;
  }

  public addSilent(isEqualised: boolean, hours: number): void {
    if (isEqualised) this.hours += hours;
  }

  /** Undefined below 10,000 hours. */
  public perThousand(): number | undefined {
    return this.hours < LEAST ? undefined : (1_000 * this.rare) / this.hours;
  }

  public stored(): StoredClaims {
    return { hours: this.hours, rare: this.rare };
  }

  public restore({ hours, rare }: StoredClaims): void {
    this.hours = hours;
    this.rare = rare;
  }
}
