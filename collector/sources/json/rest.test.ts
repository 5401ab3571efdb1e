import { recorder } from '../../testing/recorder';
import { Fields } from './fields';
import { keepRest } from './rest';

test('what was not read is kept under the name of the source', () => {
  const { out, fields } = recorder();
  const record = new Fields({ read: 1, left: { a: 1 }, none: null, empty: {}, dash: '-' });
  record.number('read');
  keepRest(record, out, 'okta');
  expect(fields()).toEqual({ 'habitus.extra.okta.left': { a: 1 } });
});

test('never more than 64 keys of 4 KiB', () => {
  const { out, fields } = recorder();
  keepRest(new Fields(Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`k${index}`, 'x'.repeat(10_000)]))), out, 'x');
  const kept = Object.values(fields());
  expect(kept).toHaveLength(64);
  expect(Math.max(...kept.map((value) => String(value).length))).toBe(4_097);
});
