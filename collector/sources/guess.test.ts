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

test('every folder with a parser is registered', () => {
  const folders = readdirSync(__dirname, { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && existsSync(join(__dirname, entry.name, 'README.md'))
  );
  expect(SOURCES.map(({ name }) => name).sort()).toEqual(folders.map(({ name }) => name).sort());
});
