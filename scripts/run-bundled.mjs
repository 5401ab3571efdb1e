// Bundles a piece of TypeScript given as text, from the root of the repository, and runs it in a process of its own: what bench and soak do with each case.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { node24, root } from './setup.mjs';

/** `kind` and `name` say where the bundle is cached. The answer is spawnSync's, with what was printed as text; what it says on stderr is passed on. */
export async function runBundled(kind, name, contents, flags = []) {
  const { build } = await import('esbuild');
  const outfile = join(root, 'node_modules', '.cache', 'habitus', kind, `${name}.js`);
  await build({
    stdin: { contents, resolveDir: root, loader: 'ts' },
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node24',
    packages: 'external',
    sourcemap: 'inline',
    logLevel: 'error',
  });
  return spawnSync(node24, [...flags, '--enable-source-maps', outfile], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
}
