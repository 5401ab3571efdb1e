/** Writes the reference pages of docs/ that follow from the code. `node scripts/generate.mjs` runs it; a test holds them up to date. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cliPage, documentedProgram } from './generate-cli';
import { configurationPage } from './generate-configuration';
import { errorsPage } from './generate-errors';
import { fieldsPage } from './generate-fields';
import { withShippedFeatures } from './generate-shipped';
import { withSources } from './generate-sources';

/** The pages by path relative to the repository at `root`. */
export function references(root: string): Map<string, string> {
  const program = documentedProgram();
  return new Map([
    ['docs/fields.md', fieldsPage()],
    ['docs/features.md', withShippedFeatures(readFileSync(join(root, 'docs/features.md'), 'utf8'))],
    ['docs/sources.md', withSources(readFileSync(join(root, 'docs/sources.md'), 'utf8'), root)],
    ['docs/errors.md', errorsPage()],
    ['docs/cli.md', cliPage(program)],
    ['docs/configuration.md', configurationPage(program)],
  ]);
}

if (process.argv[2] === '--write') {
  for (const [path, text] of references(process.cwd())) writeFileSync(join(process.cwd(), path), text);
}
