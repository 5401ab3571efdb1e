import { HabitusError } from '../errors';
import { explainFinding } from '../detect/registry';
import { buckets } from '../detect/words';
import { HOUR, type Anomaly, type Feature, type Receipt, type StoredFinding } from '../model';
import { oddsInWords, thousands } from '../score/odds';
import type { Store } from '../store/store';
import type { Explanation } from './engine';
import { observationOf } from './observation-of';

/** An anomaly in words, every number from its receipt. @throws HabitusError HAB-CLI-003 */
export async function explainAnomaly(store: Store, features: readonly Feature[], id: string): Promise<Explanation> {
  const receipt = await store.findings.receipt(id);
  const [anomaly] = await store.findings.anomalies({ id, from: 0, to: Number.MAX_SAFE_INTEGER, limit: 1 });
  if (!receipt || !anomaly) throw new HabitusError('HAB-CLI-003', id);
  const [lead, ...others] = receipt.findings;
  const feature = features.find((one) => one.id === lead?.feature);
  if (!lead || !feature) throw new HabitusError('HAB-CLI-003', id, 'an anomaly whose feature is still defined');
  const words = explainFinding(lead.detector, lead, observationOf(lead, feature), feature.unit);
  const odds = oddsInWords(receipt.combined.logPEqualised, receipt.sample);
  return {
    id,
    sentence: anomaly.reason,
    paragraphs: paragraphs(anomaly, receipt, lead, feature, odds),
    arithmetic: [...words.arithmetic, ...scoreLines(lead, receipt, anomaly)],
    borrowed: lead.borrowed,
    also: others.map((finding) => also(finding, features, receipt)),
    odds,
  };
}

function paragraphs(anomaly: Anomaly, receipt: Receipt, lead: StoredFinding, feature: Feature, odds: string): string[] {
  const limit = lead.unremarkableBelow;
  const trust =
    receipt.sample < 1_000
      ? `Only ${thousands(receipt.sample)} such hours were seen before: not enough history to say more than 1 in 1,000.`
      : `Compared with ${thousands(receipt.sample)} hours of every ${anomaly.entity.type} seen before.`;
  return [
    `${feature.question} For ${anomaly.entity.id} in the hour from ${new Date(anomaly.start).toISOString().slice(0, 16).replace('T', ' ')} UTC${local(lead)}: ${anomaly.reason}.`,
    `An hour as unusual as this is expected ${odds}. ${trust}`,
    ...(limit === undefined ? [] : [`Up to ${thousands(limit)} would have passed unremarked.`]),
  ];
}

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** ` (Thursday 15:00 in Europe/Vienna)`: when its bucket began where the entity lives. */
function local({ slot, zone, width }: StoredFinding): string {
  if (zone === 'UTC' || width > HOUR) return '';
  return ` (${WEEKDAYS[Math.floor(slot / 24)]} ${String(slot % 24).padStart(2, '0')}:00 in ${zone})`;
}

function scoreLines(lead: StoredFinding, receipt: Receipt, anomaly: Anomaly): Explanation['arithmetic'] {
  return [
    { label: `p by ${lead.detector}`, value: probability(lead.logP), number: lead.logP },
    { label: 'p after equalising', value: probability(lead.logPEqualised), number: lead.logPEqualised },
    {
      label: `p of the hour, ${receipt.findings.length} ${receipt.findings.length === 1 ? 'finding' : 'findings'} together`,
      value: probability(receipt.combined.logPEqualised),
      number: receipt.combined.logPEqualised,
    },
    { label: 'Score, 10 for each power of ten', value: anomaly.score.toFixed(0), number: anomaly.score },
  ];
}

function also(finding: StoredFinding, features: readonly Feature[], receipt: Receipt): { label: string; odds: string } {
  const feature = features.find(({ id }) => id === finding.feature);
  const clause = feature ? explainFinding(finding.detector, finding, observationOf(finding, feature), feature.unit).clause : finding.feature;
  return { label: clause, odds: oddsInWords(finding.logPEqualised, receipt.sample, buckets(finding.width)) };
}

/** `2.7 × 10^-5`, at any depth. */
function probability(logP: number): string {
  const log10 = logP / Math.LN10;
  if (log10 > -2) return (10 ** log10).toPrecision(2);
  const exponent = Math.floor(log10);
  return `${(10 ** (log10 - exponent)).toFixed(1)} × 10^${exponent}`;
}
