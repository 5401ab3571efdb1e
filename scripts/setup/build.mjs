import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { runLogged } from './run-logged.mjs';

/** What is built, from what, by which script, in this order: the app's build empties dist/ but for the others' folders. */
const BUILDS = [
  {
    name: 'the backend and the command line',
    script: 'scripts/build-backend.mjs',
    inputs: ['pkg', 'collector', 'features', 'package.json', 'package-lock.json'],
    outputs: ['dist/cli/habitus.js', 'dist/datasource/gpx_habitus_ueba.js'],
  },
  {
    name: 'the Grafana app',
    script: 'scripts/build-app.mjs',
    inputs: ['src', 'pkg/model', '.config', 'webpack.config.ts', 'tsconfig.json', 'README.md', 'CHANGELOG.md', 'LICENSE', 'package-lock.json'],
    outputs: ['dist/module.js'],
  },
  {
    name: 'the preview',
    script: 'scripts/build-preview.mjs',
    inputs: ['preview', 'pkg/plugin/goplugin', 'pkg/plugin/pluginv2', 'package-lock.json'],
    outputs: ['build/preview/server.js'],
  },
];

/** Builds what is missing or whose inputs changed, under the project's own Node. @returns whether there was any */
export async function build(root, node24) {
  const stamps = join(root, 'node_modules', '.cache', 'habitus');
  let worked = false;
  for (const { name, script, inputs, outputs } of BUILDS) {
    if (!existsSync(join(root, script))) continue;
    const stamp = join(stamps, script.replace(/\W+/g, '-'));
    const wanted = hashOf(root, [script, ...inputs]);
    if (outputs.every((output) => existsSync(join(root, output))) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) continue;
    await runLogged({
      title: `Building ${name}`,
      command: [node24, join(root, script)],
      cwd: root,
      log: join(root, `${script.replace(/^.*\/|\.mjs$/g, '')}.log`),
      advice: 'If you changed nothing, please report it with that log.',
    });
    mkdirSync(stamps, { recursive: true });
    writeFileSync(stamp, wanted);
    worked = true;
  }
  return worked;
}

function hashOf(root, paths) {
  const hash = createHash('sha256');
  for (const path of paths) for (const file of filesUnder(join(root, path))) hash.update(`${relative(root, file)}\0`).update(readFileSync(file));
  return hash.digest('hex');
}

function filesUnder(path) {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}
