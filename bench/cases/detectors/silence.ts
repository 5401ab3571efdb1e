import { contextAt, MONDAY, NO_PEERS } from '../../../pkg/detect/contract/simulate';
import { COUNT_TAIL } from '../../../pkg/detect/count-tail/detector';
import { DAY, HOUR, MINUTE } from '../../../pkg/model';
import type { Metric } from '../../metric';

const PEERS = { ...NO_PEERS, members: 300, rate: 0.05, dispersion: 2, profile: new Float64Array(168).fill(0.05) };
const HOURS = 200;
const STATES = 5_000;

/** What nothing happening costs count-tail: 90 days of 5-minute buckets at once, and one hour for many entities. */
export function silence(): Metric[] {
  const gap = ninetyDays();
  const micros = hourly();
  return [
    { metric: 'count-tail: 90 silent days of 5-minute buckets', value: gap, unit: 'ms', goal: 50, met: gap <= 50, cores: 1 },
    { metric: 'count-tail: a silent hour', value: micros, unit: 'microseconds', goal: 1.65, met: micros <= 1.65, cores: 1 },
  ];
}

function ninetyDays(): number {
  const ctx = contextAt(MONDAY, { width: 5 * MINUTE, peers: PEERS });
  const block = COUNT_TAIL.blocks.empty(2);
  const pass = (): void => COUNT_TAIL.advance(block.at(block.add()), MONDAY, MONDAY + 90 * DAY, 'learn', () => ctx);
  pass();
  const begun = performance.now();
  pass();
  return performance.now() - begun;
}

function hourly(): number {
  const block = COUNT_TAIL.blocks.empty(STATES);
  for (let i = 0; i < STATES; i++) block.add();
  const begun = performance.now();
  for (let h = 0; h < HOURS; h++) {
    const ctx = contextAt(MONDAY + h * HOUR, { peers: PEERS });
    for (let i = 0; i < STATES; i++) COUNT_TAIL.advance(block.at(i), MONDAY + h * HOUR, MONDAY + (h + 1) * HOUR, 'learn', () => ctx);
  }
  return ((performance.now() - begun) * 1_000) / (HOURS * STATES);
}
