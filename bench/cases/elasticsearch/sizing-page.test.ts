import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Results } from '../../runner';
import { sizingPage } from './sizing-page';

const DOCS = join(__dirname, '..', '..', '..', 'docs', 'sizing.md');
const RESULTS = join(__dirname, 'results.json');

test('docs/sizing.md says what was measured', () => {
  expect(existsSync(RESULTS)).toBe(true);
  const { metrics } = JSON.parse(readFileSync(RESULTS, 'utf8')) as Results;
  const words = (page: string): string[] => page.split(/\s*\|\s*|\s*-{3,}\s*|\s+/).filter((word) => word !== '');
  expect(words(readFileSync(DOCS, 'utf8'))).toEqual(words(sizingPage(metrics)));
});

test('a size that was not run is marked, and disk and rates are in proportion', () => {
  const metric = (name: string, value: number) => ({ metric: name, value, unit: '', goal: 0, met: true });
  const page = sizingPage([
    metric('disk of an event, one segment', 100),
    metric('disk of what is learnt, 1000 users', 500),
    metric('events per CPU second of the server', 10_000),
    metric('more time than a bare bulk client', 10),
    metric('added load of tailing', 20),
    metric('backfill of 1000 users x 90 days x 6 events', 60),
    metric('backfill of 1000 users x 90 days x 6 events: CPU of our process', 20),
    metric('backfill of 1000 users x 90 days x 6 events: CPU of the server', 30),
  ]);
  expect(page).toContain('| 1,000 | 0.579 | 2.08 | 10,000 | 0.000417 | 0.495 GB | 2,020 | 50 CPU s | population run; disk and rates by proportion |');
  expect(page).toMatch(/\| 10,000 \| 5\.79 \| .* \| 500 CPU s \| extrapolated \|/);
  expect(() => sizingPage([])).toThrow(/expected a metric/);
});
