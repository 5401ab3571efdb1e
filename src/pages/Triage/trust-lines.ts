import { dateTimeFormat } from '@grafana/data';
import { age, duration, list, moment, number } from '../../shared/format';
import type { Trust } from '../../shared/model';

export interface TrustLine {
  readonly label: string;
  readonly value: string;
  readonly mood: 'good' | 'warn' | 'plain';
  readonly title?: string;
}

const FRESH = 10 * 60_000;
const DAY = 24 * 3_600_000;
/** A claim of 1 in 1,000 may be off by a factor of two before it is worth a colour. */
const HONEST: readonly [number, number] = [0.5, 2];

/** Fresh, complete, honest: in that order, a line each. Only what is known is said. */
export function trustLines(trust: Trust, timeZone: string): TrustLine[] {
  return [...freshness(trust, timeZone), ...completeness(trust), ...honesty(trust)];
}

function freshness({ newestEvent, scoredUpTo, now }: Trust, timeZone: string): TrustLine[] {
  const lines: TrustLine[] = [];
  if (newestEvent !== undefined) {
    const old = now - newestEvent;
    const value = old < 2 * DAY ? age(old) : dateTimeFormat(newestEvent, { timeZone, format: 'D MMM YYYY HH:mm' });
    lines.push({ label: 'Newest event', value, mood: old < FRESH ? 'good' : 'plain', title: dateTimeFormat(newestEvent, { timeZone }) });
  }
  if (scoredUpTo !== undefined) {
    const behind = (newestEvent ?? now) - scoredUpTo;
    lines.push({ label: 'Scored up to', value: moment(scoredUpTo, now, timeZone), mood: behind < 2 * 3_600_000 ? 'good' : 'warn' });
  }
  return lines;
}

function completeness({ silentSources, sources, deadLettered, dropped, late, now }: Trust): TrustLine[] {
  const silent = silentSources.map(({ source, newest }) => `${source}, ${duration(now - newest)}`);
  const lines: TrustLine[] = [
    { label: 'Sources', value: sources.length === 0 ? 'none yet' : list(sources.map(({ source }) => source)), mood: 'plain' },
    { label: 'Silent sources', value: silent.length === 0 ? 'none' : silent.join('; '), mood: silent.length === 0 ? 'good' : 'warn' },
    {
      label: 'Not understood',
      value: number(deadLettered),
      mood: deadLettered === 0 ? 'good' : 'warn',
      title: 'Records that no source could parse. They are kept, with the reason.',
    },
  ];
  if (dropped > 0) lines.push({ label: 'Left out on purpose', value: number(dropped), mood: 'plain', title: 'Health checks, static files and the like' });
  if (late > 0) lines.push({ label: 'Too late to be scored', value: number(late), mood: 'warn', title: 'Kept and counted, but their hour was closed' });
  return lines;
}

function honesty({ claimedOneInThousand: was }: Trust): TrustLine[] {
  if (was === undefined) return [{ label: 'Claims 1 in 1,000, was', value: 'too early to say', mood: 'plain' }];
  const honest = was >= HONEST[0] && was <= HONEST[1];
  return [
    {
      label: 'Claims 1 in 1,000, was',
      value: `${was.toFixed(1)} in 1,000`,
      mood: honest ? 'good' : 'warn',
      title: 'How many of 1,000 hours were called rarer than 1 in 1,000, out of sample. 1 is perfect.',
    },
  ];
}
