import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CATALOGUE } from '../pkg/errors';
import { documentedProgram } from './generate-cli';

const ROOT = join(__dirname, '..');
const PAGES = globSync(['*.md', 'docs/**/*.md', 'samples/**/*.md', 'collector/**/*.md', 'preview/**/*.md', 'conformance/**/*.md'], { cwd: ROOT });
const textOf = (page: string): string => readFileSync(join(ROOT, page), 'utf8');

test.each(PAGES)('every link of %s leads somewhere', (page) => {
  const links = [...textOf(page).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map((link) => link[1] ?? '');
  expect(links.filter((link) => !existsSync(join(ROOT, dirname(page), link)))).toEqual([]);
});

test('every page that an error names is there', () => {
  const named = Object.values(CATALOGUE).flatMap(({ todo }) => todo.match(/docs\/[\w-]+\.md/g) ?? []);
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((page) => !existsSync(join(ROOT, page)))).toEqual([]);
});

test.each(PAGES)('every command and option of %s exists', (page) => {
  const program = documentedProgram();
  const calls = [...textOf(page).matchAll(/^(?:npx|\$) habitus ([^|;>\n#]*)/gm)].map((call) => (call[1] ?? '').trim().split(/\s+/));
  const unknown = calls.flatMap(([name, second, ...rest]) => {
    const command = program.commands.find((one) => one.name() === name);
    if (command === undefined) return [name];
    const inner = command.commands.find((one) => one.name() === second) ?? command;
    const options = new Set(inner.options.map(({ long }) => long));
    return [second ?? '', ...rest].filter((word) => /^--\w/.test(word) && !options.has(word));
  });
  expect(unknown).toEqual([]);
});
