import type { CommandIo } from './command';

const DRAW_EVERY = 100;
const SAY_EVERY = 5_000;
const BAR = 24;

/**
 * Progress on stderr: a bar drawn in place on a terminal, a line every five seconds elsewhere.
 * `update` is cheap when it draws nothing, so it may be called per batch.
 */
export class Progress {
  private readonly began: number;
  private last: number;

  public constructor(
    private readonly io: CommandIo,
    private readonly label: string,
    private readonly now: () => number = Date.now
  ) {
    this.began = this.last = now();
    if (io.terminal.interactive) this.draw(0, '');
  }

  /** @param share of the work that is done, 0 to 1 */
  public update(share: number, detail: string): void {
    const now = this.now();
    if (now - this.last < (this.io.terminal.interactive ? DRAW_EVERY : SAY_EVERY)) return;
    this.last = now;
    const text = [detail, this.left(share, now)].filter(Boolean).join(', ');
    if (this.io.terminal.interactive) this.draw(share, text);
    else this.io.err(`${this.label}: ${percent(share)}, ${text}\n`);
  }

  /** Takes the bar away; what came of the work is said by the one who did it. */
  public end(): void {
    if (this.io.terminal.interactive) this.io.err('\r\x1b[2K');
  }

  private draw(share: number, text: string): void {
    const full = Math.round(clamp(share) * BAR);
    const line = `${this.label} ${'█'.repeat(full)}${'░'.repeat(BAR - full)} ${percent(share)} ${text}`;
    this.io.err(`\r\x1b[2K${line.slice(0, Math.max(20, this.io.terminal.columns - 1))}`);
  }

  private left(share: number, now: number): string {
    const spent = now - this.began;
    if (share < 0.01 || spent < 1_000) return '';
    return `${inWords((spent / clamp(share)) * (1 - clamp(share)))} left`;
  }
}

function clamp(share: number): number {
  return Number.isNaN(share) ? 0 : Math.min(1, Math.max(0, share));
}

function percent(share: number): string {
  return `${Math.floor(clamp(share) * 100)} %`.padStart(5);
}

function inWords(millis: number): string {
  const seconds = Math.ceil(millis / 1_000);
  return seconds < 90 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
}
