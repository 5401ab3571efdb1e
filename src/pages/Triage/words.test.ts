import { emphasise, heading, seenAlsoAt, splitOdds, watched } from './words';

test.each([
  [0, 'Nothing needs a look'],
  [1, '1 case needs a look'],
  [1200, '1,200 cases need a look'],
])('%d open', (open, words) => {
  expect(heading(open)).toBe(words);
});

test('who is watched, the most first', () => {
  expect(watched({ watched: { user: 300, address: 1412, host: 0 }, budgetPerDay: 20 })).toBe('1,412 addresses and 300 users watched. Budget 20 a day.');
  expect(watched({ watched: {}, budgetPerDay: 20 })).toBe('Nobody is watched yet.');
});

test('odds in the part that is read and the part that may be small', () => {
  expect(splitOdds('once in 24,000 such hours')).toEqual(['once in 24,000', 'such hours']);
  expect(splitOdds('rare')).toEqual(['rare', '']);
});

test('what was observed is set apart: the number as it is written, and what is quoted', () => {
  const strong = (reason: string, observed: number) =>
    emphasise(reason, observed)
      .filter((run) => run.strong)
      .map(({ text }) => text);
  expect(strong('1,112 files; 2 were to be expected', 1112)).toEqual(['1,112']);
  expect(strong('"RO" (country): none of 326 peers has it', 0)).toEqual(['"RO"']);
  expect(
    emphasise('60 failed sign-ins', 60)
      .map(({ text }) => text)
      .join('')
  ).toBe('60 failed sign-ins');
});

test.each([
  [['user:ada'], 'also user ada'],
  [['address:2001:db8::1', 'user:ada', 'host:web'], 'also address 2001:db8::1 and 2 more'],
])('%j at other entities', (also, words) => {
  expect(seenAlsoAt(also)).toBe(words);
});
