import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { YearCounter, firstYear, monthOf } from './years';

const dir = mkdtempSync(join(tmpdir(), 'habitus-years-'));
afterAll(() => rmSync(dir, { recursive: true }));

async function yearOf(lines: readonly string[], modified: number): Promise<number | undefined> {
  const path = join(dir, 'auth.log');
  writeFileSync(path, lines.join('\n'));
  return await firstYear(path, modified);
}

test.each([
  ['all before the file was written', ['Mar  1 00:00:00 h sshd: x', 'Apr 10 00:00:00 h sshd: x'], Date.UTC(2026, 4, 1), 2026],
  ['after it: last year', ['Mar  1 00:00:00 h sshd: x', 'Jun 10 00:00:00 h sshd: x'], Date.UTC(2026, 4, 1), 2025],
  ['over New Year', ['Dec 30 00:00:00 h sshd: x', 'Jan  2 00:00:00 h sshd: x'], Date.UTC(2026, 4, 1), 2025],
  ['over two New Years', ['Dec 30 00:00:00 h', 'Feb  2 00:00:00 h', 'Dec  2 00:00:00 h', 'Jan  2 00:00:00 h'], Date.UTC(2026, 4, 1), 2024],
  ['with a leap day', ['<38>Feb 29 00:00:00 h sshd: x', 'Mar  1 00:00:00 h sshd: x'], Date.UTC(2026, 4, 1), 2024],
  ['with a leap day after New Year', ['Dec 30 00:00:00 h sshd: x', 'Feb 29 00:00:00 h sshd: x'], Date.UTC(2026, 4, 1), 2023],
  ['with years in the lines', ['2026-03-01T00:00:00Z h sshd: x'], Date.UTC(2026, 4, 1), undefined],
])('%s', async (_name, lines, modified, year) => expect(await yearOf(lines, modified)).toBe(year));

test('a line that is a little late does not end a year', () => {
  const years = new YearCounter(2025);
  for (const month of [11, 0, 11, 0]) years.see(month);
  expect(years.year).toBe(2026);
});

test('months stand at the start, behind a priority or not', () => {
  expect(['Feb 1', '<38>Dec 1', 'February', '2026-01'].map((line) => monthOf(Buffer.from(line), 0))).toEqual([1, 11, undefined, undefined]);
});
