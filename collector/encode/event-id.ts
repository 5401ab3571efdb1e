import { hash } from 'node:crypto';
import { HOUR, type Millis } from '../../pkg/model';
import type { ByteBuffer } from './byte-buffer';
import type { RequestIds } from './request-ids';

/** 26 hex digits, or where they are to be had without making a string of them. */
export type EventId = string | RequestIds;

/** Hour since 1970 in 6 hex digits (`000000` when the raw time was incomplete), then 20 of a hash of what identifies the event at its source. */
export function eventId(at: Millis | undefined, identity: string): string {
  return hourOf(at).toString(16).padStart(6, '0') + hash('sha256', identity).slice(0, 20);
}

/** The hours since 1970 that an id begins with; 0 when the raw time was incomplete. */
export function hourOf(at: Millis | undefined): number {
  return at === undefined ? 0 : Math.max(0, Math.floor(at / HOUR));
}

export function writeId(id: EventId, out: ByteBuffer): void {
  if (typeof id === 'string') out.ascii(id);
  else id.write(out);
}
