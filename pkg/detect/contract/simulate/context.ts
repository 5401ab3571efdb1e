import { DAY, HOUR, type EntityRef, type Millis, type Observation } from '../../../model';
import type { Context, Peers } from '../../detector';
import type { SimulatedEntity } from './organisation';
import type { SimulatedValues } from './null-values';

/** Monday 2024-01-01T00:00Z: where simulations begin. */
export const MONDAY: Millis = Date.UTC(2024, 0, 1);
export const SOMEONE: EntityRef = { type: 'user', id: 'someone' };

export const NO_PEERS: Peers = { members: 0, profile: new Float64Array(), rate: 0, dispersion: 0, share: () => 0 };

/** A context in UTC without holidays. */
export function contextAt(start: Millis, options: { readonly width?: Millis; readonly peers?: Peers; readonly tail?: Context['tail'] } = {}): Context {
  return {
    entity: SOMEONE,
    slot: slotAt(start),
    width: options.width ?? HOUR,
    zone: 'UTC',
    epoch: 1,
    tail: options.tail ?? 'upper',
    peers: options.peers ?? NO_PEERS,
    calendar: { holiday: false },
  };
}

export function slotAt(start: Millis): number {
  return Math.floor(((((start - MONDAY) % (7 * DAY)) + 7 * DAY) % (7 * DAY)) / HOUR);
}

export function countAt(start: Millis, value: number, width: Millis = HOUR): Observation {
  return { kind: 'count', entity: SOMEONE, start, width, value };
}

export function valuesAt(start: Millis, values: ReadonlyMap<string, number>, width: Millis = HOUR): Observation {
  return { kind: 'values', entity: SOMEONE, start, width, values };
}

/** What a group was like in its first hours: as an epoch would hold it. Over-dispersion is about each member's own mean at the hour, without the bias of having few weeks. */
export function peersOfCounts(group: readonly SimulatedEntity[], hours: number): Peers {
  const profile = new Float64Array(168);
  const weeks = hours / 168;
  let excess = 0;
  let square = 0;
  for (const { counts } of group) {
    const own = weekOf(counts, hours);
    for (let h = 0; h < hours; h++) {
      const mean = own[h % 168]!;
      const variance = ((counts[h]! - mean) ** 2 * weeks) / (weeks - 1);
      excess += variance - mean;
      square += mean * mean - variance / weeks;
    }
    for (let slot = 0; slot < 168; slot++) profile[slot]! += own[slot]! / group.length;
  }
  const rate = profile.reduce((sum, x) => sum + x, 0) / 168;
  const dispersion = Math.min(20, Math.max(0.01, excess / square));
  return { members: group.length, profile, rate, dispersion, spread: spreadOf(group, hours, profile), share: () => 0 };
}

/** Over-dispersion of the members' counts about the group's mean of the hour. */
function spreadOf(group: readonly SimulatedEntity[], hours: number, profile: Float64Array): number {
  let [excess, square] = [0, 0];
  for (const { counts } of group) {
    for (let h = 0; h < hours; h++) {
      const mean = profile[h % 168]!;
      excess += (counts[h]! - mean) ** 2 - mean;
      square += mean * mean;
    }
  }
  return Math.max(0, excess / square);
}

function weekOf(counts: Float64Array, hours: number): Float64Array {
  const week = new Float64Array(168);
  for (let h = 0; h < hours; h++) week[h % 168]! += counts[h]! / (hours / 168);
  return week;
}

/** Shares of a group in its first hours. */
export function peersOfValues(group: readonly SimulatedValues[], hours: number): Peers {
  const members = new Map<string, number>();
  for (const { hours: met } of group) {
    const own = new Set(met.slice(0, hours).flatMap((values) => [...(values?.keys() ?? [])]));
    for (const value of own) members.set(value, (members.get(value) ?? 0) + 1);
  }
  return { ...NO_PEERS, members: group.length, share: (value) => (members.get(value) ?? 0) / group.length };
}
