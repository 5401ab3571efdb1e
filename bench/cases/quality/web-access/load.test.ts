import { withoutAgent } from './load';

test('only the user agent goes', () => {
  expect(withoutAgent('192.0.2.7 - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 5 "-" "Googlebot/2.1"')).toBe(
    '192.0.2.7 - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 5 "-" "-"'
  );
});
