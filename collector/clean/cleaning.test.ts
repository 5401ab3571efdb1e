import { cleaningOf } from './cleaning';
import { cleanSchema } from './schema';

const kinds = (config?: unknown): readonly [before: string[], imported: string[], after: string[]] => {
  const cleaning = cleaningOf(config === undefined ? undefined : cleanSchema.parse(config), () => 0);
  const names = (steps: readonly object[]): string[] => steps.map((step) => step.constructor.name);
  return [names(cleaning.before(true)), names(cleaning.before(false)), names(cleaning.after())];
};

test('by default clocks are watched and bots marked, static files stay', () => {
  expect(kinds()).toEqual([['Clocks'], [], ['Bots']]);
  expect(kinds({})).toEqual(kinds());
});

test('what is asked for', () => {
  expect(kinds({ staticAssets: 'drop', rate: false })).toEqual([['Object', 'Clocks'], ['Object'], []]);
  expect(kinds({ bots: 'drop', rate: false })[2]).toEqual(['Bots']);
});

test.each([[{ bots: 'kill' }], [{ rate: { requests: 1 } }], [{ rate: true }], [{ static: 'drop' }], [{ correctClocks: [''] }]])('%j is refused', (config) =>
  expect(cleanSchema.safeParse(config).success).toBe(false)
);

test('what remembers begins anew with each stream', () => {
  const cleaning = cleaningOf(undefined, () => 0);
  expect(cleaning.after()[0]).not.toBe(cleaning.after()[0]);
  expect(cleaning.before(true)[0]).toBe(cleaning.clocks);
});
