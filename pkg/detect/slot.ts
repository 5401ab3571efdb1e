import { DAY } from '../model';
import type { Context } from './detector';

/** Hours of a week: the slots of every seasonal state. */
export const SLOTS = 168;
const DAY_SLOTS = 24;

/** The slot that a bucket is learnt in: its hour of week, or one slot a day, that of the day which holds the bucket's middle. */
export function slotOf(ctx: Context): number {
  if (ctx.width < DAY) return ctx.slot;
  return Math.floor(((ctx.slot + DAY_SLOTS / 2) % SLOTS) / DAY_SLOTS) * DAY_SLOTS;
}

/** Moves the slots of state `index` in a column of 168 places a state, round the week. */
export function turnSlots(column: Float32Array | Uint16Array, index: number, hours: number): void {
  const own = column.subarray(index * SLOTS, (index + 1) * SLOTS);
  const before = own.slice();
  for (let slot = 0; slot < SLOTS; slot++) own[turned(slot, hours)] = before[slot]!;
}

export function turned(slot: number, hours: number): number {
  return (((slot + hours) % SLOTS) + SLOTS) % SLOTS;
}
