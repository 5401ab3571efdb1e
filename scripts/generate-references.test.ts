import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resolveConfig } from '../pkg/config';
import { CATALOGUE } from '../pkg/errors';
import { SETTINGS } from '../pkg/config/settings';
import { documentedProgram } from './generate-cli';
import { EXAMPLE } from './generate-configuration';
import { references } from './generate-references';

const ROOT = join(__dirname, '..');
const pages = references(ROOT);
const page = (path: string): string => pages.get(path) ?? '';
const firstColumn = (path: string): string[] => [...page(path).matchAll(/^\| `(.+?)` \|/gm)].map((row) => row[1] ?? '');

test.each([...pages])('%s is as the code says (else run node scripts/generate.mjs)', (path, text) => {
  expect(readFileSync(join(ROOT, path), 'utf8')).toBe(text);
});

test('every error, setting and command has its row or its section, and nothing else has', () => {
  expect(firstColumn('docs/errors.md').sort()).toEqual(Object.keys(CATALOGUE).sort());
  expect(firstColumn('docs/configuration.md')).toEqual(Object.keys(SETTINGS));
  const commands = documentedProgram().commands.flatMap((command) =>
    command.commands.length === 0 ? [command.name()] : command.commands.map((inner) => `${command.name()} ${inner.name()}`)
  );
  expect([...page('docs/cli.md').matchAll(/^## habitus (.+)$/gm)].map((head) => head[1])).toEqual(commands);
});

test('the example of docs/configuration.md is read as it stands', () => {
  const dir = mkdtempSync(join(tmpdir(), 'habitus-'));
  try {
    writeFileSync(join(dir, 'habitus.yaml'), EXAMPLE);
    const { values } = resolveConfig({ file: join(dir, 'habitus.yaml') });
    expect(values).toMatchObject({
      dataDir: '/var/lib/habitus',
      features: [join(dir, 'my-features.yaml')],
      'import.zone': 'Europe/Vienna',
      'otlp.host': '0.0.0.0',
    });
  } finally {
    rmSync(dir, { recursive: true });
  }
});
