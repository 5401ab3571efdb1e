import { fromLine, pairsOf } from './line';

test('a long message without a pair takes linear time', () => {
  const started = performance.now();
  expect(pairsOf(`type=LOGIN, x=${', a'.repeat(200_000)}`)).toMatchObject({ type: 'LOGIN' });
  pairsOf(`type="${'\\", '.repeat(200_000)}`);
  fromLine(`2026-02-13 08:35:22,120 WARN  [${'a'.repeat(200_000)}`);
  expect(performance.now() - started).toBeLessThan(500);
});

test('the first of two pairs of one name is the event’s own', () => {
  expect(pairsOf('type=LOGIN, type=LOGOUT')).toEqual({ type: 'LOGIN' });
});

test('quotes that an exporter escaped are quotes', () => {
  expect(pairsOf('type=\\"LOGIN\\", username=\\"Ada, W\\"')).toEqual({ type: 'LOGIN', username: 'Ada, W' });
});
