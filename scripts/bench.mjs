// `npm run bench -- [case...] [--json]`: bundles each case, runs it in a process of its own, prints its metrics, keeps them beside the case and in docs/performance.md.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runBundled } from './run-bundled.mjs';
import { ensureSetup, root } from './setup.mjs';

const cases = join(root, 'bench', 'cases');
const known = readdirSync(cases).filter((name) => existsSync(join(cases, name, 'run.ts')));
const { values, positionals } = parseArgs({ options: { json: { type: 'boolean' } }, allowPositionals: true });
const unknown = positionals.find((name) => !known.includes(name));
if (unknown !== undefined) {
  process.stderr.write(`No case is called ${unknown}; there are ${known.join(', ')}.\n`);
  process.exit(2);
}
await ensureSetup();

let failed = false;
let unmet = false;
for (const name of positionals.length > 0 ? positionals : known) {
  process.stderr.write(`${name} ...\n`);
  const lines = await measure(name);
  if (lines === undefined) failed = true;
  for (const line of lines ?? []) {
    process.stdout.write(values.json ? `${JSON.stringify(line)}\n` : inWords(line));
    if (!line.met) unmet = true;
  }
}
await writePage();
process.exit(failed ? 4 : unmet ? 1 : 0);

async function measure(name) {
  const entry = `import { main } from './bench/runner';\nimport { run } from ${JSON.stringify(`./bench/cases/${name}/run`)};\n
    main(${JSON.stringify(name)}, run, ${JSON.stringify(join(cases, name, 'results.json'))}).catch((error) => { console.error(error); process.exit(4); });`;
  const done = await runBundled('bench', name, entry, ['--expose-gc']);
  if (done.status !== 0) return undefined;
  return done.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

async function writePage() {
  const bundle = join(root, 'node_modules', '.cache', 'habitus', 'bench', 'performance-page.cjs');
  const { build } = await import('esbuild');
  await build({ entryPoints: [join(root, 'bench', 'performance-page.ts')], outfile: bundle, bundle: true, platform: 'node', format: 'cjs', logLevel: 'error' });
  const { performancePage } = createRequire(import.meta.url)(bundle);
  const files = known.map((name) => [name, join(cases, name, 'results.json')]).filter(([, path]) => existsSync(path));
  const results = Object.fromEntries(files.map(([name, path]) => [name, JSON.parse(readFileSync(path, 'utf8'))]));
  writeFileSync(join(root, 'docs', 'performance.md'), performancePage(results));
}

function inWords({ case: name, metric, value, unit, goal, met, peer, peerValue, ratio }) {
  const against = peer === undefined ? '' : `, ${peer} ${shown(peerValue)} (${ratio?.toFixed(2)} times)`;
  return `  ${met ? 'met  ' : 'UNMET'}  ${name}: ${metric} ${shown(value)} ${unit}, goal ${shown(goal)}${against}\n`;
}

function shown(number) {
  return Number.isInteger(number) || Math.abs(number) >= 1000 ? Math.round(number).toLocaleString('en-US') : Number(number.toPrecision(3));
}
