import { HOUR } from '../../model';
import { putHead } from './head';
import { SharedLearner, type SharedParts } from './shared-learner';

/** Records of one that was learnt up to an hour, and how often they were asked. */
function recordsOf(until: number): { parts: SharedParts; asked: () => number } {
  let value: unknown;
  let asked = 0;
  const records = {
    put: (_kind: string, _id: string, head: unknown) => Promise.resolve(void (value = head)),
    get: () => Promise.resolve({ value, version: ++asked }),
  };
  void putHead(records as never, { from: 0, until } as never, undefined);
  return { parts: { store: { records } } as unknown as SharedParts, asked: () => asked };
}

test('how far it is learnt is read once for all who ask at once, and again for whoever asks later', async () => {
  const { parts, asked } = recordsOf(5 * HOUR);
  const learner = new SharedLearner(parts);
  expect(await Promise.all(Array.from({ length: 20 }, () => learner.until()))).toEqual(Array(20).fill(5 * HOUR));
  expect(asked()).toBe(1);
  expect(await learner.until()).toBe(5 * HOUR);
  expect(asked()).toBe(2);
});
