import type { ParseOptions } from '../parse-records';
import { became, readFixtures } from './fixtures';

/** One test for each fixture of a source's folder. @param common what the fixtures leave out: fields with the value they hold everywhere, or any (`true`) */
export function testFixtures(source: string, dir: string, common: Readonly<Record<string, unknown>>, options: Partial<ParseOptions> = {}): void {
  describe.each(readFixtures(dir))('%s', (_theme, fixtures) => {
    test.each(fixtures.map((fixture) => [fixture.name, fixture] as const))('%s', async (_name, fixture) => {
      expect(await became(source, fixture, common, { now: Date.UTC(2026, 10, 24), ...options })).toEqual(fixture);
    });
  });
}
