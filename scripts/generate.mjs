// Writes everything that is made from something else: `node scripts/generate.mjs`. Tests hold the results up to date.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { node24, root } from './setup.mjs';

const GENERATORS = ['generate-detectors', 'generate-features', 'generate-references'];
const outdir = join(root, 'node_modules', '.cache', 'generate');

mkdirSync(outdir, { recursive: true });
await build({
  entryPoints: GENERATORS.map((name) => join(root, 'scripts', `${name}.ts`)),
  outdir,
  bundle: true,
  platform: 'node',
  packages: 'external',
  logLevel: 'warning',
});
for (const name of GENERATORS) {
  const { status } = spawnSync(node24, [join(outdir, `${name}.js`), '--write'], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
