import type { Meter } from '@opentelemetry/api';
import type { Distribution } from './distribution';

/** A value, and what it is of: few and known values only, as each makes a series. */
export type Reading = readonly [value: number, of?: Readonly<Record<string, string>>];

/**
 * One metric, read when somebody asks: what is counted anyhow is read where it is counted, so that no event pays for it.
 * Names and units by OpenTelemetry's rules for metrics and UCUM.
 */
export interface Instrument {
  readonly name: string;
  /** `counter` only grows; `updown` is a sum that also falls; a `gauge` is no sum. */
  readonly kind: 'counter' | 'updown' | 'gauge';
  /** `s`, `By`, `1`, or in braces what is counted: `{event}`. */
  readonly unit: string;
  /** One sentence. */
  readonly what: string;
  read(): Iterable<Reading> | Promise<Iterable<Reading>>;
}

const MAKE = { counter: 'createObservableCounter', updown: 'createObservableUpDownCounter', gauge: 'createObservableGauge' } as const;

/** Makes the instrument known to a meter. What cannot be read at the moment is left out of that reading. */
export function register(meter: Meter, { name, kind, unit, what, read }: Instrument): void {
  meter[MAKE[kind]](name, { unit, description: what }).addCallback(async (result) => {
    const readings = await Promise.resolve(read()).catch(() => []);
    for (const [value, of] of readings) result.observe(value, of);
  });
}

/** The same for values whose distribution is wanted. @returns takes a value */
export function registerDistribution(meter: Meter, { name, unit, what, bounds }: Distribution): (value: number) => void {
  const histogram = meter.createHistogram(name, { unit, description: what, advice: { explicitBucketBoundaries: [...bounds] } });
  return (value) => histogram.record(value);
}
