import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readFixtures } from '../testing/fixtures';
import { SOURCES, guessSource } from './registry';

const FILES = SOURCES.filter(({ name }) => existsSync(join(__dirname, name, 'fixtures'))).flatMap(({ name }) =>
  readFixtures(join(__dirname, name)).map(([theme, fixtures]) => [name, theme, fixtures] as const)
);

test.each(FILES)('the fixtures of %s, %s, are guessed as its own', (name, _theme, fixtures) => {
  const sample = fixtures.filter(({ rejected }) => rejected === undefined).map(({ line }) => line);
  expect(guessSource(sample.join('\n'))?.name).toBe(name);
});

/** A line that is any server's, read as the named source's only where that is said. */
const ANY = new Set(['common log format, nothing behind']);

test.each(FILES)('of the fixtures of %s, %s, no other source is certain', (name, _theme, fixtures) => {
  for (const { name: fixture, line, rejected } of fixtures) {
    if (rejected !== undefined || ANY.has(fixture)) continue;
    const certain = SOURCES.filter((source) => source.guess(line) >= 1).map((source) => source.name);
    expect([fixture, certain.filter((one) => one !== name)]).toEqual([fixture, []]);
  }
});

test('what was guessed last does not change what is guessed next', () => {
  const lines = FILES.flatMap(([name, , fixtures]) => fixtures.slice(0, 2).map(({ line }) => [name, line] as const));
  const once = lines.map(([, line]) => guessSource(line)?.name);
  const again = [...lines].reverse().map(([, line]) => guessSource(line)?.name);
  expect(again.reverse()).toEqual(once);
});

test('every folder with a parser is registered', () => {
  const folders = readdirSync(__dirname, { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && existsSync(join(__dirname, entry.name, 'README.md'))
  );
  expect(SOURCES.map(({ name }) => name).sort()).toEqual(folders.map(({ name }) => name).sort());
});
