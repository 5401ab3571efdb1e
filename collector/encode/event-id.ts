import { hash } from 'node:crypto';
import { HOUR, type Millis } from '../../pkg/model';

/** Hour since 1970 in 6 hex digits (`000000` when the raw time was incomplete), then 20 of a hash of what identifies the event at its source. */
export function eventId(at: Millis | undefined, identity: string): string {
  const hour =
    at === undefined
      ? '000000'
      : Math.max(0, Math.floor(at / HOUR))
          .toString(16)
          .padStart(6, '0');
  return hour + hash('sha256', identity).slice(0, 20);
}
