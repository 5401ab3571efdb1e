import { normalDraw, poissonDraw } from '../../../maths';

export type Random = () => number;

/** Hourly counts of one entity, from a Monday 00:00 UTC on. */
export interface SimulatedEntity {
  readonly id: string;
  readonly kind: string;
  readonly counts: Float64Array;
}

const WEEK = 168;

/**
 * The organisation of statistics.md section 5, mostly not of the detectors' own family: 70 % workers, 20 % services with one weekly job,
 * 10 % bursty; of all, 10 % change role (x3 or x0.3) and 10 % move by 4 hours at a random time, legitimately. No incidents.
 */
export function organisationEntity(random: Random, id: string, weeks: number): SimulatedEntity {
  const draw = random();
  const kind = draw < 0.7 ? 'worker' : draw < 0.9 ? 'service' : 'bursty';
  const change = legitimateChange(random, weeks);
  return { id, kind, counts: KINDS[kind](random, weeks * WEEK, change) };
}

interface Change {
  readonly at: number;
  readonly factor: number;
  readonly shift: number;
}

function legitimateChange(random: Random, weeks: number): Change {
  const draw = random();
  const at = Math.floor(random() * weeks * WEEK);
  if (draw < 0.1) return { at, factor: random() < 0.5 ? 3 : 0.3, shift: 0 };
  return { at, factor: 1, shift: draw < 0.2 ? 4 : 0 };
}

const KINDS = { worker, service, bursty } as const;

function worker(random: Random, hours: number, change: Change): Float64Array {
  const mean = 0.35 * Math.exp(1.2 * normalDraw(random));
  const start = 7 + Math.floor(random() * 4);
  const end = start + 8 + Math.floor(random() * 3);
  let day = 1;
  let off = false;
  return Float64Array.from({ length: hours }, (_, h) => {
    if (h % 24 === 0) {
      day = Math.exp(0.5 * normalDraw(random));
      off = random() < 0.06;
    }
    const moved = h >= change.at;
    const local = moved ? h + change.shift : h;
    const rhythm = rhythmOf(local % 24, off || local % WEEK >= 120, start, end);
    return poissonDraw(random, mean * rhythm * day * Math.exp(0.4 * normalDraw(random)) * (moved ? change.factor : 1));
  });
}

function rhythmOf(hour: number, free: boolean, start: number, end: number): number {
  const inside = hour >= start && hour < end;
  if (free) return inside ? 0.08 : 0.02;
  if (!inside) return 0.04;
  return hour === 12 ? 1.8 * 0.6 : 1.8;
}

function service(random: Random, hours: number, change: Change): Float64Array {
  const mean = 1.5 * Math.exp(normalDraw(random));
  const jobAt = Math.floor(random() * WEEK);
  const job = 5 + Math.floor(random() * 41);
  return Float64Array.from({ length: hours }, (_, h) => {
    const moved = h >= change.at;
    const count = poissonDraw(random, mean * (moved ? change.factor : 1));
    return (moved ? h + change.shift : h) % WEEK === jobAt ? count + job : count;
  });
}

function bursty(random: Random, hours: number, change: Change): Float64Array {
  const mean = 0.15 * Math.exp(normalDraw(random));
  let burst = 0;
  return Float64Array.from({ length: hours }, (_, h) => {
    burst = random() < 0.01 ? 3 + Math.floor(random() * 11) : Math.floor(burst / 2);
    return burst + poissonDraw(random, mean * (h >= change.at ? change.factor : 1));
  });
}
