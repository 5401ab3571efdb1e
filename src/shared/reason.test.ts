import { brief, headline } from './reason';

const REASON =
  '112 files; next to none were to be expected (95 of 100 such hours: 0 to 0); also 1,112 downloads; 2 were to be expected (95 of 100 such hours: 0 to 5)';

test('the intervals go, and what else was odd keeps only what it was', () => {
  expect(brief(REASON)).toBe('112 files; next to none were to be expected; also 1,112 downloads');
  expect(headline(REASON)).toBe('112 files; next to none were to be expected');
});

test('a value that was never met keeps its explanation', () => {
  const reason = '"RO" (country): never met before; none of 326 peers has it; also "x; y" (host): never met before; none of 3 peers has it';
  expect(brief(reason)).toBe(reason);
  expect(headline(reason)).toBe('"RO" (country): never met before; none of 326 peers has it');
});

test('other words stay as they are', () => {
  expect(brief('signed in from Lagos')).toBe('signed in from Lagos');
});
