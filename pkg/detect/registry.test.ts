import { HOUR } from '../model';
import { COUNTS, train, VALUES } from './contract/example';
import { contextAt, countAt, MONDAY, NO_PEERS, valuesAt } from './contract/simulate';
import { DETECTORS, detectorNamed, explainFinding } from './registry';

const FAILED = { one: 'failed sign-in', many: 'failed sign-ins' };
const at = MONDAY + 3 * 7 * 24 * HOUR + 3 * HOUR;

test('each is found by the name it bears; an unknown one is refused by naming those that exist', () => {
  for (const [name, detector] of Object.entries(DETECTORS)) {
    expect(detectorNamed(name)).toBe(detector);
    expect(detector.meta.name).toBe(name);
  }
  const names = Object.keys(DETECTORS).join(', ');
  for (const name of ['z-score', 'toString', '']) expect(() => detectorNamed(name)).toThrow(`expected one of ${names}, got ${name}`);
});

test.each(['count-tail', 'zscore', 'seasonal-zscore'])('%s in words: what was seen, what was expected, on what that rests', (name) => {
  const detector = detectorNamed(name);
  const obs = countAt(at, 27);
  const finding = detector.score(train(detector, COUNTS, { states: 1, weeks: 3 }).at(0), obs, contextAt(at, { peers: COUNTS.peers }));
  const { clause, arithmetic } = explainFinding(name, finding, obs, FAILED);
  expect(clause).toMatch(/^27 failed sign-ins; .+ (was|were) to be expected \(95 of 100 such hours: [\d.]+ to [\d.]+\)$/);
  expect({ clause, arithmetic }).toMatchSnapshot();
  const shares = arithmetic.filter(({ label }) => label.startsWith('From'));
  expect(shares.reduce((sum, { number }) => sum + number!, 0)).toBeCloseTo(1, 12);
});

test('rarity in words names the value, what is known of it, and the peers', () => {
  const detector = detectorNamed('rarity');
  const state = train(detector, VALUES, { states: 1, weeks: 3 }).at(0);
  const words = [{ DE: 2, RU: 1 }, { FR: 4 }].map((values) => {
    const obs = valuesAt(at, new Map(Object.entries(values)));
    return explainFinding('rarity', detector.score(state, obs, contextAt(at, { peers: VALUES.peers })), obs, { one: 'country', many: 'countries' });
  });
  expect(words[0]!.clause).toBe('"RU" (country): never met before; none of 50 peers has it');
  expect(words[1]!.clause).toMatch(/^"FR" \(country\): met [\d.]+ times in [\d.]+; 20 % of 50 peers have it$/);
  expect(words).toMatchSnapshot();
});

test('without peers the words say so', () => {
  const detector = detectorNamed('rarity');
  const block = detector.blocks.empty(1);
  const obs = valuesAt(at, new Map([['RU', 1]]));
  const finding = detector.score(block.at(block.add()), obs, contextAt(at, { peers: NO_PEERS }));
  expect(explainFinding('rarity', finding, obs, { one: 'country', many: 'countries' }).clause).toBe('"RU" (country): never met before; no peers are known yet');
});
