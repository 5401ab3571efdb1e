import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performancePage } from './performance-page';
import type { Results } from './runner';

const LINE = { case: 'a', metric: 'import', value: 12_345.6, unit: 'events/s', goal: 40_000, met: false, cores: 2 };
const RESULTS: Results = { date: '2026-11-24T12:00:00.000Z', node: 'v24.0.0', cpu: 'a maker and a model', load: 1.5, metrics: [LINE] };

test('a goal that is not met says so, values have three digits, the load is said and the processor is not', () => {
  const page = performancePage({ a: { ...RESULTS, metrics: [{ ...LINE, runs: 3, spread: [9_999, 15_000] }] } });
  expect(page).toContain('| import | 12,300 events/s | 10,000 to 15,000 (3) | 40,000 events/s | **no** |  |');
  expect(page).toContain('Cores: 2. Node 24.0.0. Load: 1.5. Measured 2026-11-24.');
  expect(page).not.toContain('maker');
});

test('docs/performance.md is what the results make', () => {
  const cases = join(__dirname, 'cases');
  const found = readdirSync(cases).flatMap((name) => {
    const results = readResults(join(cases, name, 'results.json'));
    return results === undefined ? [] : [[name, results] as const];
  });
  expect(readFileSync(join(__dirname, '..', 'docs', 'performance.md'), 'utf8')).toBe(performancePage(Object.fromEntries(found)));
});

function readResults(path: string): Results | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Results;
  } catch {
    return undefined;
  }
}
