// What `npm start` and `npm test` do first. Plain JavaScript for the machine's own Node (20 or newer), no package needed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stamps = join(root, 'node_modules', '.cache', 'habitus');
export const node24 = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');

/** What is built, from what, by which script. A build runs when the hash of its inputs changed or its output is gone. */
const BUILDS = [
  {
    name: 'backend and command line',
    script: 'scripts/build-backend.mjs',
    inputs: ['pkg', 'collector', 'features', 'scripts/build-backend.mjs', 'package-lock.json'],
    output: 'dist/cli/habitus.js',
  },
  {
    name: 'Grafana app',
    script: 'scripts/build-app.mjs',
    inputs: ['src', 'pkg/model', '.config', 'webpack.config.ts', 'scripts/build-app.mjs', 'package-lock.json'],
    output: 'dist/module.js',
  },
  {
    name: 'preview',
    script: 'scripts/build-preview.mjs',
    inputs: ['preview', 'pkg/plugin', 'scripts/build-preview.mjs', 'package-lock.json'],
    output: 'build/preview/server.js',
  },
];

/** Installs and builds what is missing or changed; says what it does; quick when nothing is. */
export function ensureSetup({ builds = true, log = (line) => process.stderr.write(`${line}\n`) } = {}) {
  install(log);
  if (builds) for (const build of BUILDS) if (existsSync(join(root, build.script))) runBuild(build, log);
}

function install(log) {
  const wanted = hashOf(['package-lock.json', 'package.json']);
  if (existsSync(node24) && readStamp('install') === wanted) return;
  log('Installing packages (about a minute and a half the first time) ...');
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (npm.error) fail(`npm could not be started (${npm.error.message}). Install npm 10 or newer, which comes with Node.`);
  if (npm.status !== 0) fail(`npm ci failed:\n${npm.stderr}\nCheck that the npm registry can be reached, then run the command again.`);
  writeStamp('install', wanted);
}

function runBuild({ name, script, inputs, output }, log) {
  const wanted = hashOf(inputs);
  const stamp = script.replace(/\W+/g, '-');
  if (existsSync(join(root, output)) && readStamp(stamp) === wanted) return;
  log(`Building the ${name} ...`);
  const began = Date.now();
  const build = spawnSync(node24, [join(root, script)], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8' });
  if (build.status !== 0) fail(`Building the ${name} failed:\n${build.stdout}${build.stderr}`);
  if (existsSync(join(root, output))) writeStamp(stamp, wanted);
  log(`Built the ${name} in ${((Date.now() - began) / 1000).toFixed(1)} s.`);
}

function hashOf(paths) {
  const hash = createHash('sha256');
  for (const path of paths) for (const file of filesUnder(join(root, path))) hash.update(relative(root, file)).update(readFileSync(file));
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

function readStamp(name) {
  const file = join(stamps, name);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

function writeStamp(name, value) {
  mkdirSync(stamps, { recursive: true });
  writeFileSync(join(stamps, name), value);
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(4);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) ensureSetup();
