import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateKey, KEY_FILE, readKey } from './key';

let dir: string;
beforeEach(() => void (dir = mkdtempSync(join(tmpdir(), 'habitus-key-'))));
afterEach(() => rmSync(dir, { recursive: true }));

test('a key is made once, for its owner only, and nothing else is left', () => {
  const path = join(dir, KEY_FILE);
  generateKey(path);
  const made = readFileSync(path, 'utf8');
  generateKey(path);
  expect(readFileSync(path, 'utf8')).toBe(made);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(dir)).toEqual([KEY_FILE]);
  expect(readKey({}, path).length).toBeGreaterThanOrEqual(32);
});

test("what a killed process left beside it is no key, and in nobody's way", () => {
  const path = join(dir, KEY_FILE);
  writeFileSync(`${path}.f3b1`, '');
  generateKey(path);
  expect(readKey({}, path).length).toBeGreaterThanOrEqual(32);
});
