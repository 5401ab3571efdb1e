import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SOURCES } from '../collector/sources/registry';

/** docs/sources.md with a row for each source that is registered, in the words of the title of its README. @param root of the repository */
export function withSources(page: string, root: string): string {
  const from = page.indexOf(HEAD);
  const to = page.indexOf('\n| OTLP |', from);
  if (from < 0 || to < 0) throw new Error(`docs/sources.md: expected a table that begins with ${HEAD} and ends with the row of OTLP`);
  const rows = [...SOURCES]
    .sort((a, b) => a.name.localeCompare(b.name))
    .map(({ name }) => `| \`${name}\` | ${titleOf(name, root)} | [README](../collector/sources/${name}/README.md) |`);
  return `${page.slice(0, from)}${HEAD}\n| --- | --- | --- |\n${rows.join('\n')}${page.slice(to)}`;
}

const HEAD = '| source | reads | details |';

/** `# name: what it is`: what stands behind the colon. */
function titleOf(name: string, root: string): string {
  const [title = ''] = readFileSync(join(root, 'collector/sources', name, 'README.md'), 'utf8').split('\n', 1);
  const words = /^# [^:]+: (.+)$/.exec(title)?.[1];
  if (words === undefined) throw new Error(`collector/sources/${name}/README.md: expected a title \`# ${name}: what it reads\`, got ${title}`);
  return words;
}
