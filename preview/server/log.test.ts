import { logLine } from './log';

test('warnings are said with their details, the rest is kept quiet, and what is no log line is shown as it is', () => {
  expect(logLine('{"@level":"warn","@message":"Slow","@timestamp":"x","seconds":3,"where":"store"}')).toBe('backend: Slow seconds=3 where=store');
  expect(logLine('{"@level":"info","@message":"Fine"}')).toBeUndefined();
  expect(logLine('Segmentation fault')).toBe('backend: Segmentation fault');
});
