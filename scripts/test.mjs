// `npm test`: installs and builds what is missing, then every check, then a line a check.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureSetup, node24, root } from './setup.mjs';

const bin = (name) => join(root, 'node_modules', '.bin', name);

/**
 * What is checked, in order of how soon it speaks. `run`: the command, under the project's own Node. `cwd`, `env`: where it runs.
 * `needs`: what a machine must have beyond npm; answers undefined when it has it, else what to install. Add a line to add a check.
 */
const STEPS = [
  { name: 'format', run: [bin('prettier'), '--check', '--log-level', 'warn', '--cache', '--cache-location', 'node_modules/.cache/format', '.'] },
  { name: 'lint', run: [bin('eslint'), '--cache', '--cache-location', 'node_modules/.cache/eslint/', '.'] },
  { name: 'unused', run: [bin('knip')] },
  { name: 'types-app', run: [bin('tsc'), '-p', 'tsconfig.json', '--noEmit'] },
  { name: 'types-node', run: [bin('tsc'), '-p', 'tsconfig.node.json', '--noEmit'] },
  { name: 'unit', run: [bin('jest'), '--maxWorkers=2'] },
  {
    name: 'browser',
    run: [node24, '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', join(root, 'scripts', 'e2e.mjs')],
    needs: () => (spawnSync(node24, [join(root, 'scripts', 'e2e', 'chromium.mjs')]).status === 0 ? undefined : 'Chromium'),
  },
  { name: 'conformance', run: ['sh', '-c', 'go vet ./... && go test -count=1 "$@"', 'sh'], cwd: 'conformance', needs: goOnLinux },
];

/** Grafana's libraries are Go. An older Go fetches the toolchain that go.mod names by itself, where it may. */
function goOnLinux() {
  if (process.platform !== 'linux') return 'Linux';
  return spawnSync('go', ['list', '-m'], { cwd: join(root, 'conformance') }).status === 0 ? undefined : `Go ${goVersion()} or newer (https://go.dev/dl)`;
}

function goVersion() {
  return /^go (\S+)$/m.exec(readFileSync(join(root, 'conformance', 'go.mod'), 'utf8'))?.[1];
}

/** Every check runs under the project's Node: it stands first in the path. */
function runStep({ name, run: [command, ...args], cwd = '.', env = {} }, extra) {
  process.stdout.write(`\n== ${name}\n`);
  const began = Date.now();
  const done = spawnSync(command, [...args, ...extra], {
    cwd: join(root, cwd),
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, PATH: [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter), ...env },
  });
  if (done.signal === 'SIGINT' || done.status === 130) process.exit(130);
  if (done.error) process.stdout.write(`${done.error.message}\n`);
  return { name, outcome: done.status === 0 ? 'passed' : 'FAILED', seconds: (Date.now() - began) / 1000 };
}

const { values, positionals } = readArgs();
if (values.help) {
  process.stdout.write(`npm test [-- --only STEP ...] [-- ARGS for the one step]\nSteps: ${STEPS.map(({ name }) => name).join(', ')}\n`);
  process.exit(0);
}
await ensureSetup();
const began = Date.now();
const results = STEPS.filter(({ name }) => values.only === undefined || values.only.includes(name)).map((step) => {
  const missing = step.needs?.();
  return missing === undefined ? runStep(step, positionals) : { name: step.name, outcome: 'skipped', missing };
});

process.stdout.write(`\n${'step'.padEnd(14)}outcome   seconds\n`);
for (const { name, outcome, seconds, missing } of results) {
  process.stdout.write(`${name.padEnd(14)}${outcome.padEnd(10)}${missing === undefined ? seconds.toFixed(1).padStart(7) : `install ${missing} to run it`}\n`);
}
process.stdout.write(`${'all'.padEnd(24)}${((Date.now() - began) / 1000).toFixed(1).padStart(7)}\n\n`);
const count = (outcome) => results.filter((result) => result.outcome === outcome).length;
const skipped = count('skipped');
process.stdout.write(`${count('passed')} passed, ${count('FAILED')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
process.exit(count('FAILED') > 0 ? 1 : 0);

function readArgs() {
  try {
    const read = parseArgs({ options: { only: { type: 'string', multiple: true }, help: { type: 'boolean' } }, allowPositionals: true });
    const unknown = read.values.only?.find((name) => !STEPS.some((step) => step.name === name));
    if (unknown !== undefined) throw new Error(`No step is called ${unknown}; there are ${STEPS.map(({ name }) => name).join(', ')}.`);
    if (read.positionals.length > 0 && read.values.only?.length !== 1) throw new Error('Arguments are passed on to one step: name it with --only.');
    return read;
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exit(2);
  }
}
