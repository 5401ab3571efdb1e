import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resolveConfig } from './config';

const dir = mkdtempSync(join(tmpdir(), 'habitus-scoring-'));
const file = join(dir, 'habitus.yaml');
afterAll(() => rmSync(dir, { recursive: true, force: true }));

function read(external: string): ReturnType<typeof resolveConfig>['values'] {
  writeFileSync(file, `namespace: shop\ndetectors:\n  external:\n${external}`);
  return resolveConfig({ env: {}, file }).values;
}

test('nothing is set: no service, and limits', () => {
  const { values } = resolveConfig({ env: {} });
  expect(values['detectors.external.url']).toBeUndefined();
  expect([values['detectors.external.features'], values['detectors.external.timeout'], values['detectors.external.perHour']]).toEqual([[], 10, 60]);
  expect([values['detectors.external.batch'], values['detectors.external.concurrency'], values['detectors.external.days']]).toEqual([500, 4, 7]);
});

test('everything is read from its place in the file, the file of the token from the folder of the file', () => {
  const values = read('    url: https://scores.example.org/v1\n    tokenFile: token\n    features: [files-per-user]\n    timeout: 3\n    days: 0\n');
  expect(values['detectors.external.url']).toBe('https://scores.example.org/v1');
  expect(values['detectors.external.tokenFile']).toBe(join(dir, 'token'));
  expect([values['detectors.external.features'], values['detectors.external.timeout'], values['detectors.external.days']]).toEqual([['files-per-user'], 3, 0]);
});

test.each(['https://scores.example.org', 'http://127.0.0.1:9000/score', 'http://localhost:9000', 'http://[::1]:9000/x?y=1'])('%s is taken', (url) => {
  expect(read(`    url: ${url}\n`)['detectors.external.url']).toBe(url);
});

test.each(['http://scores.example.org', 'http://127.0.0.1.example.org', 'https://key:secret@scores.example.org', 'ftp://x', 'scores.example.org'])(
  '%s is refused, with its line',
  (url) => {
    expect(() => read(`    url: ${url}\n`)).toThrow(/HAB-CONF-001.*https:\/\/host\/path.*line 4/);
  }
);

test.each([
  ['timeout: 0', 4],
  ['timeout: ten', 4],
  ['concurrency: 65', 4],
  ['batch: 0', 4],
  ['days: -1', 4],
  ['features: files-per-user', 4],
  ['adress: https://x', 4],
])('%s is refused with line %i', (line, at) => {
  expect(() => read(`    ${line}\n`)).toThrow(new RegExp(`HAB-CONF-001.*line ${at}`));
});
