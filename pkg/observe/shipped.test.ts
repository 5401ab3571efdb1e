import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseFeature } from './parse-feature';
import { shippedFeatures } from './shipped';

const FOLDER = join(__dirname, '../../features');

test('what is shipped is what features/*.yaml say (else run scripts/generate-features.ts --write)', () => {
  const files = readdirSync(FOLDER)
    .filter((file) => file.endsWith('.yaml'))
    .sort();
  expect(shippedFeatures()).toEqual(files.flatMap((file) => parseFeature(readFileSync(join(FOLDER, file), 'utf8'), file)));
});

test('ids are unique, and each names the type of its entity', () => {
  const ids = shippedFeatures().map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(shippedFeatures().filter(({ id, entity }) => !id.endsWith(`-per-${entity.type}`))).toEqual([]);
});

test('counts are judged as counts, amounts as amounts, values by their rarity, steps by their sequence', () => {
  const judges = Object.fromEntries(shippedFeatures().map(({ id, measure, detectors }) => [id, `${measure.kind} ${detectors.join()}`]));
  const kinds = new Set(Object.values(judges));
  expect([...kinds].sort()).toEqual([
    'count count-tail',
    'count silence',
    'distinct population',
    'ordered sequence',
    'single value-tail',
    'sum value-tail',
    'values rarity',
    'values travel',
  ]);
});
