import { DAY, type Millis } from '../../../pkg/model';
import { wallOf } from '../../sources/zone';

/** The number of the calendar day, from 1970, that a moment has in a zone (UTC where none is given). */
export function dayIn(at: Millis, zone?: string): number {
  return Math.floor((zone === undefined ? at : wallOf(at, zone)) / DAY);
}

/** `2026-11-24` of its number, and back. */
export function nameOfDay(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

export function dayNumber(name: string): number {
  return Math.floor(Date.parse(name) / DAY);
}
