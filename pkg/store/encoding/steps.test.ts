import { seededRandom } from '../../maths';
import { packSteps, unpackSteps } from './steps';

const START = Date.UTC(2026, 0, 5);

test('every bit comes back: words with anything in them, steps of one instant, none at all (seed 4)', () => {
  const random = seededRandom(4);
  const words = ['vi', 'a b,c', '', '😀', ...Array.from({ length: 60 }, (_, n) => `w${n}`)];
  let at = START;
  const steps = Array.from({ length: 256 }, () => ({ at: (at += Math.floor(random() * 3) * 4_999), value: words[Math.floor(random() * words.length)]! }));
  expect(unpackSteps(packSteps({ start: START, steps, beyond: 7 }), START)).toEqual({ steps, beyond: 7 });
  expect(unpackSteps(packSteps({ start: START, steps: [], beyond: 0 }), START)).toEqual({ steps: [], beyond: 0 });
});

test('a step of a known word takes six bytes or so', () => {
  const random = seededRandom(5);
  let at = START;
  const steps = Array.from({ length: 200 }, () => ({ at: (at += Math.floor(random() * 20_000)), value: `word-${Math.floor(random() * 20)}` }));
  expect(JSON.stringify(packSteps({ start: START, steps, beyond: 0 })).length / 200).toBeLessThan(8);
});
