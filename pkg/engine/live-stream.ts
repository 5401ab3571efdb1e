import { DAY, HOUR, type Millis } from '../model';
import type { Store } from '../store/store';

const KIND = 'watermark';
const ID = 'live-stream';
/** Events this near to the clock came as they happened, not from an old log. */
const AS_THEY_HAPPEN = HOUR;
/** A stream that has been still for so long is over. */
const OVER_AFTER = 14 * DAY;

/**
 * Whether events came as they happen, up to a time. Then hours without any event of anybody are closed too, and who should be sending is missed; at the end
 * of an imported log the clock says nothing. Remembered in the store: a restart must not hide that all is silent.
 */
export class LiveStream {
  private heard: Millis | undefined;

  public constructor(
    private readonly store: Store,
    private readonly clock: () => Millis
  ) {}

  /** Told of the newest event there is. @returns whether the hours since are those of a live stream */
  public async lasts(newest: Millis): Promise<boolean> {
    const now = this.clock();
    if (now - newest < AS_THEY_HAPPEN) {
      await this.hear(Math.floor(newest / HOUR) * HOUR);
      return true;
    }
    if (now - newest > OVER_AFTER) return false;
    this.heard ??= (await this.store.records.get<{ readonly at: Millis }>(KIND, ID))?.value.at;
    return this.heard !== undefined && this.heard >= Math.floor(newest / HOUR) * HOUR;
  }

  /** Written once an hour. */
  private async hear(at: Millis): Promise<void> {
    if (this.heard !== undefined && this.heard >= at) return;
    const known = await this.store.records.get(KIND, ID);
    await this.store.records.put(KIND, ID, { at }, known?.version);
    this.heard = at;
  }
}
