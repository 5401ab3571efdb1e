import { dateTimeFormat } from '@grafana/data';
import { number } from '../../shared/format';
import type { AnomalyDetail, Receipt, StoredFinding } from '../../shared/model';
import { brief } from '../../shared/reason';

const HOUR = 3_600_000;

/** "An hour this unusual is expected once in 24,000 such hours." */
export function rarity(odds: string): string {
  return `An hour this unusual is ${odds.startsWith('once') ? 'expected ' : ''}${odds}.`;
}

/** "Anything up to 5 would have passed unremarked." Nothing where the finding has no such limit. */
export function unremarked({ findings: [lead] }: Receipt): string {
  return lead?.unremarkableBelow === undefined ? '' : `Anything up to ${number(lead.unremarkableBelow)} would have passed unremarked.`;
}

/**
 * "Tue 24 Nov 2026, 17:00 to 18:00", in the reader's zone: the hour of the anomaly, or the longer bucket that decided,
 * as "Sat 22 Jun 2024 00:00 to Sun 23 Jun 2024 00:00".
 */
export function when({ anomaly, receipt: { findings } }: Pick<AnomalyDetail, 'anomaly' | 'receipt'>, timeZone?: string): string {
  const [lead] = findings;
  const say = (at: number, format: string) => dateTimeFormat(at, { ...(timeZone === undefined ? {} : { timeZone }), format });
  if (lead && lead.width > HOUR) return `${say(lead.start, LONG)} to ${say(lead.start + lead.width, LONG)}`;
  return `${say(anomaly.start, 'ddd D MMM YYYY, HH:mm')} to ${say(anomaly.end, 'HH:mm')}`;
}

const LONG = 'ddd D MMM YYYY HH:mm';

/** "Sat 22 Jun 2024 00:00", in the reader's zone. */
export function hourOf(start: number, timeZone?: string): string {
  return dateTimeFormat(start, { ...(timeZone === undefined ? {} : { timeZone }), format: LONG });
}

/** How a feature is called: what it counts, else its id with spaces. */
export function featureName({ features }: Pick<AnomalyDetail, 'features'>, id: string): string {
  return features.find((feature) => feature.id === id)?.unit.many ?? id.replace(/-/g, ' ');
}

const BUCKETS: Readonly<Record<string, string>> = { minute: 'minute', '5-minutes': '5 minutes', hour: 'hour', day: 'day' };

/** "Failed sign-ins per hour"; of steps in their order, what is drawn of them. */
export function chartTitle(detail: Pick<AnomalyDetail, 'features'>, id: string): string {
  const { bucket = 'hour', kind } = detail.features.find((feature) => feature.id === id) ?? {};
  const name = featureName(detail, id);
  if (kind === 'ordered') return `Surprise in the order of ${name}, in bits each`;
  return `${name.charAt(0).toUpperCase()}${name.slice(1)} per ${BUCKETS[bucket] ?? bucket}`;
}

/** Below this a finding is worth a line of its own; all others were as usual. */
const REMARKABLE = Math.log(0.01);

export interface AlsoLine {
  readonly text: string;
  readonly odds: string;
  readonly usual: boolean;
}

/** What else was seen of the entity in that hour, the odd first; the rest is "usual". */
export function alsoLines({ explanation, receipt }: Pick<AnomalyDetail, 'explanation' | 'receipt'>): AlsoLine[] {
  const others: readonly StoredFinding[] = receipt.findings.slice(1);
  return explanation.also
    .map(({ label, odds }, i) => {
      const usual = (others[i]?.logPEqualised ?? 0) > REMARKABLE;
      return { text: brief(label), odds: usual ? 'usual' : odds, usual };
    })
    .sort((a, b) => Number(a.usual) - Number(b.usual));
}
