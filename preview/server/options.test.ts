import { readOptions } from './options';

test('a data directory is enough', () => {
  expect(readOptions(['--data-dir', 'x'])).toEqual({ dataDir: 'x', port: 3000, otlpPort: 4318 });
});

test.each([
  [['--port', '1'], /--data-dir: expected a directory/],
  [['--data-dir', 'x', '--port', 'http'], /--port: expected a port from 0 to 65535, http came/],
  [['--data-dir', 'x', '--otlp-port', '70000'], /--otlp-port: .* 70000 came/],
])('%j is refused in words', (args, words) => {
  expect(() => readOptions(args)).toThrow(words);
});
