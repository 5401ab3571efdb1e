import type { Metric } from '../../../metric';

/** A metric that is to be high, with a peer of the same run where there is one. */
export function high(metric: string, value: number, goal: number, about: Partial<Metric> = {}): Metric {
  return { metric, value, unit: '', goal, met: value >= goal, ...withRatio(value, about) };
}

/** The same for one that is to be low. */
export function low(metric: string, value: number, goal: number, about: Partial<Metric> = {}): Metric {
  return { metric, value, unit: '', goal, met: value <= goal, ...withRatio(value, about) };
}

/** No ratio to a peer that reached nothing. */
function withRatio(value: number, about: Partial<Metric>): Partial<Metric> {
  return about.peerValue === undefined || about.peerValue === 0 ? about : { ...about, ratio: value / about.peerValue };
}
