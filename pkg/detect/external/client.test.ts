import { checkBatchDetector } from '../contract/check-batch-detector';
import { countAt, MONDAY, valuesAt } from '../contract/simulate';
import { externalExample } from './testing/example';

checkBatchDetector('external', externalExample);

test('waits between attempts: half of 500 ms, half of twice that, never above half of the bound', async () => {
  const { detector, service, timers } = externalExample({ attempts: 8, longestWait: 4_000 });
  service.behave('broken');
  await detector.score([countAt(MONDAY, 1)]);
  expect(timers.waited).toEqual([250, 500, 1_000, 2_000, 2_000, 2_000, 2_000]);
  expect(detector.health().counts).toMatchObject({ requests: 8, retries: 7, failed: 1 });
});

test('a service that never answers costs its time-outs and waits, no more', async () => {
  const { detector, service, timers } = externalExample({ attempts: 2, timeout: 3_000 });
  service.behave('late');
  await detector.score([countAt(MONDAY, 1)]);
  expect(timers.waited).toEqual([3_000, 250, 3_000]);
  expect(detector.health().lastError).toContain('nothing within 3000 ms');
});

test('what one alone is too large for a request is not asked and counted; the others are', async () => {
  const { detector, service } = externalExample({ requestBytes: 1_000 });
  const huge = valuesAt(MONDAY, new Map([['ü'.repeat(500), 1]]));
  const findings = await detector.score([countAt(MONDAY, 4), huge, countAt(MONDAY, 5)]);
  expect(findings.map((finding) => finding?.inputs[0])).toEqual([1 / 5, undefined, 1 / 6]);
  expect(detector.health().counts).toMatchObject({ answered: 2, tooLarge: 1 });
  expect(service.bodies.every((body) => Buffer.byteLength(body) <= 1_000)).toBe(true);
});

test('one wrong score, and nothing of the answer is taken', async () => {
  const { detector, service } = externalExample();
  service.answers = ({ request }) => `{"request":${request},"scores":[{"id":0,"p":0.5},{"id":1,"p":1.5}]}`;
  expect(await detector.score([countAt(MONDAY, 1), countAt(MONDAY, 2)])).toEqual([undefined, undefined]);
  expect(detector.health()).toMatchObject({ lastError: expect.stringMatching(/^HAB-DETECT-002: expected a p from 0 to 1, got 1.5/), counts: { refused: 2 } });
});

test('scores in another order are put where they belong', async () => {
  const { detector, service } = externalExample();
  service.answers = ({ request }) => `{"request":${request},"scores":[{"id":1,"p":0.25},{"id":0,"p":0.5}]}`;
  expect((await detector.score([countAt(MONDAY, 1), countAt(MONDAY, 2)])).map((finding) => finding?.inputs)).toEqual([[0.5], [0.25]]);
});
