// Builds the preview into build/preview/: its server for Node, its page for a browser, and the icons that Grafana's packages load. Run under the project's Node.
import { build } from 'esbuild';
import { cpSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const done = join(root, 'build', 'preview');
/** Built beside it and then put in its place: a preview that runs meanwhile finds its files. */
const out = `${done}.${process.pid}`;

/** Setters that only Grafana itself calls: not among the packages' exports, so found by their files. */
const INTERNALS = {
  'grafana-internals/plugin-page': '@grafana/runtime/dist/esm/components/PluginPage.mjs',
  'grafana-internals/panel-data-error-view': '@grafana/runtime/dist/esm/components/PanelDataErrorView.mjs',
  'grafana-internals/i18n': '@grafana/i18n/dist/esm/i18n.mjs',
};
const internals = {
  name: 'grafana-internals',
  setup: (bundle) => void bundle.onResolve({ filter: /^grafana-internals\// }, ({ path }) => ({ path: join(root, 'node_modules', INTERNALS[path]) })),
};

export async function buildPreview() {
  mkdirSync(out, { recursive: true });
  cpSync(join(root, 'node_modules/@grafana/ui/dist/public'), join(out, 'public'), { recursive: true });
  // Icons of Grafana's that its packages use and do not hold.
  cpSync(join(root, 'preview/host/icons'), join(out, 'public/img/icons/unicons'), { recursive: true });
  await Promise.all([
    build({
      entryPoints: [join(root, 'preview/server/main.ts')],
      outfile: join(out, 'server.js'),
      bundle: true,
      platform: 'node',
      target: 'node24',
      format: 'cjs',
      sourcemap: 'linked',
      logLevel: 'error',
    }),
    build({
      entryPoints: { host: join(root, 'preview/host/main.tsx') },
      outdir: join(out, 'host'),
      bundle: true,
      platform: 'browser',
      target: 'es2022',
      format: 'esm',
      // The code editor and the like are loaded when something asks for them.
      splitting: true,
      chunkNames: 'part-[hash]',
      minify: true,
      sourcemap: 'linked',
      logLevel: 'error',
      legalComments: 'none',
      plugins: [internals],
      // Grafana shares one router: its packages' own copy would have a context of its own.
      absWorkingDir: root,
      alias: { 'react-router-dom-v5-compat': 'react-router-dom' },
      // UMD packages must not take the loader of plugins for theirs.
      define: { 'process.env.NODE_ENV': '"production"', global: 'window', define: 'undefined' },
      loader: { '.svg': 'dataurl', '.png': 'dataurl', '.ttf': 'empty' },
    }),
  ]);
  rmSync(done, { recursive: true, force: true });
  renameSync(out, done);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildPreview();
