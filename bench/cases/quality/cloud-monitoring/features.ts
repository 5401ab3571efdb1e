import { writeFileSync } from 'node:fs';
import { DETECTORS } from '../../../../pkg/detect/registry';

/** The detectors that judge a gauge: those that take a magnitude whose both sides are unusual. */
export function gaugeDetectors(): string[] {
  return Object.values(DETECTORS).flatMap(({ meta }) => (meta.judges.includes('magnitude') && meta.tails.includes('both') ? [meta.name] : []));
}

/** A feature for every interval, as a user writes who names the detectors to compare. */
export function writeFeatures(file: string): string {
  writeFileSync(file, ['minute', '5-minutes', 'hour'].map((bucket) => definition(bucket, gaugeDetectors())).join('---\n'));
  return file;
}

function definition(bucket: string, detectors: readonly string[]): string {
  return `apiVersion: habitus/v1
id: gauge-by-${bucket}-per-service
version: 1
question: Where did this gauge stand?
unit: { one: unit, many: units }
entity: { type: service, role: target }
where: { labels.interval: ${bucket} }
measure: { mean: habitus.extra.value }
bucket: ${bucket}
tail: both
detectors: [${detectors.join(', ')}]
sources: [ecs]
`;
}
