// `npm test`: installs and builds what is missing, then every check, then one line a check.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureSetup, node24, root } from './setup.mjs';

const bin = (name) => join(root, 'node_modules', '.bin', name);
const has = (command, args) => spawnSync(command, args, { stdio: 'ignore' }).status === 0;

/** Name, command, where, and why it may be skipped: `needs` answers undefined when it can run, else what to install. */
const STEPS = [
  { name: 'prettier', run: [bin('prettier'), '--check', '--log-level', 'warn', '.'] },
  { name: 'lint', run: [bin('eslint'), '--cache', '--cache-location', 'node_modules/.cache/eslint/', '.'] },
  { name: 'knip', run: [bin('knip')] },
  { name: 'types of the app', run: [bin('tsc'), '-p', 'tsconfig.json', '--noEmit'] },
  { name: 'types of the backend', run: [bin('tsc'), '-p', 'tsconfig.node.json', '--noEmit'] },
  { name: 'unit', run: [bin('jest'), '--maxWorkers=2'] },
  { name: 'browser', run: [node24, 'scripts/e2e.mjs'], when: 'scripts/e2e.mjs' },
  {
    name: 'conformance',
    run: ['go', 'test', '-count=1', './...'],
    cwd: 'conformance',
    when: 'conformance/go.mod',
    env: { HABITUS_DIST: join(root, 'dist') },
    needs: () => (has('go', ['version']) ? undefined : 'Go 1.24 or newer'),
  },
];

function runStep({ name, run, cwd = '.', env = {} }) {
  process.stdout.write(`\n== ${name}\n`);
  const began = Date.now();
  const [command, ...args] = run;
  const done = spawnSync(command, args, {
    cwd: join(root, cwd),
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, PATH: `${join(root, 'node_modules', '.bin')}:${process.env.PATH}`, ...env },
  });
  return { name, passed: done.status === 0, seconds: (Date.now() - began) / 1000 };
}

const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1] : undefined;
ensureSetup();
const results = [];
for (const step of STEPS) {
  if (only && step.name !== only) continue;
  if (step.when && !existsSync(join(root, step.when))) continue;
  const missing = step.needs?.();
  results.push(missing ? { name: step.name, skipped: missing } : runStep(step));
}

process.stdout.write('\n');
for (const { name, skipped, passed, seconds } of results) {
  const outcome = skipped ? `skipped: install ${skipped} to run it` : `${passed ? 'passed' : 'FAILED'} in ${seconds.toFixed(1)} s`;
  process.stdout.write(`${name.padEnd(24)} ${outcome}\n`);
}
const skipped = results.filter((r) => r.skipped).length;
const failed = results.filter((r) => !r.skipped && !r.passed).length;
process.stdout.write(`\nsteps: ${results.length - failed - skipped} passed, ${failed} failed, ${skipped} skipped\n`);
process.exit(failed > 0 ? 1 : 0);
