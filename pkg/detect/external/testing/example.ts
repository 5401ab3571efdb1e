import type { BatchExample } from '../../contract/check-batch-detector';
import { ExternalDetector } from '../client';
import { findingOf } from '../finding';
import { limitsWith, type ExternalLimits } from '../limits';
import { InstantTimers } from './instant-timers';
import { ServiceDouble } from './service-double';

export const SUBJECT = { feature: 'files-per-user@1', tail: 'upper', handleOf: ({ id }: { readonly id: string }) => `handle of ${id}` } as const;

/** A detector before a service double that gives counts p = 1 / (1 + count), and of 13 knows nothing. Its jitter is always half of the bound. */
export function externalExample(changed: Partial<ExternalLimits> = {}): BatchExample & { readonly service: ServiceDouble; readonly timers: InstantTimers } {
  const service = new ServiceDouble(({ value }) => (value === 13 ? null : 1 / (1 + value)));
  const timers = new InstantTimers();
  const limits = limitsWith({ observations: 10, ...changed });
  const detector = new ExternalDetector({ service, subject: SUBJECT, limits, timers, random: () => 0.5 });
  return { detector, service, timers, limits, pass: (duration) => timers.pass(duration), judge: findingOf };
}
