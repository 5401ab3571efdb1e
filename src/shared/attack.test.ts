import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { techniqueLabel, techniqueUrl } from './attack';

const FEATURES = join(__dirname, '../../features');
const shipped = readdirSync(FEATURES).flatMap((file) => readFileSync(join(FEATURES, file), 'utf8').match(/(?<=^\s*technique: )\S+/gm) ?? []);

test('there are techniques in the shipped features', () => {
  expect(shipped.length).toBeGreaterThan(5);
});

test.each([...new Set(shipped)])('%s of a shipped feature has its name and its page', (technique) => {
  expect(techniqueLabel(technique)).toMatch(new RegExp(`^${technique} [A-Z]`));
  expect(techniqueUrl(technique)).toMatch(/^https:\/\/attack\.mitre\.org\/techniques\/T\d{4}\//);
});

test('a sub-technique lies under its technique; an own tag has no page', () => {
  expect(techniqueUrl('T1110.003')).toBe('https://attack.mitre.org/techniques/T1110/003/');
  expect(techniqueUrl('fraud-velocity')).toBeUndefined();
  expect(techniqueLabel('T9999')).toBe('T9999');
});
