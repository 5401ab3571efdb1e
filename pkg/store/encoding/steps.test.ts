import { seededRandom } from '../../maths';
import { packSets, unpackSets } from './sets';
import { packSteps, unpackSteps } from './steps';

const START = Date.UTC(2026, 0, 5);

test('every bit comes back: words with anything in them, steps of one instant, none at all (seed 4)', () => {
  const random = seededRandom(4);
  const words = ['vi', 'a b,c', '', '😀', ...Array.from({ length: 60 }, (_, n) => `w${n}`)];
  let at = START;
  const steps = Array.from({ length: 256 }, () => ({ at: (at += Math.floor(random() * 3) * 4_999), value: words[Math.floor(random() * words.length)]! }));
  const places = new Map([['known before', 0]]);
  const packed = packSteps({ start: START, steps, beyond: 7 }, places);
  expect(unpackSteps(packed, [...places.keys()], START)).toEqual({ steps, beyond: 7 });
  expect(unpackSteps(packSteps({ start: START, steps: [], beyond: 0 }, places), [], START)).toEqual({ steps: [], beyond: 0 });
});

test('a step of a known word takes six bytes or so, in a roll-up as well', () => {
  const random = seededRandom(5);
  const places = new Map<string, number>();
  const lists = Array.from({ length: 8 }, (_, bucket) => {
    let at = START;
    const steps = Array.from({ length: 40 }, () => ({ at: (at += Math.floor(random() * 20_000)), value: `word-${Math.floor(random() * 20)}` }));
    return { bucket, ...packSteps({ start: START, steps, beyond: bucket }, places) };
  });
  const row = { steps: { words: [...places.keys()], lists } };
  const text = packSets(row)!;
  expect(text.length / 320).toBeLessThan(8);
  expect(unpackSets(text)).toEqual(row);
});
