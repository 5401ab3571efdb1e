// Bundles the command line and, beside the data source, the backend that Grafana starts with its own runtime. Run under the project's Node.
import { build } from 'esbuild';
import { chmodSync, cpSync, existsSync, linkSync, mkdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const plugin = join(root, 'dist', 'datasource');
const EXTERNAL = ['@duckdb/*'];
const common = {
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'cjs',
  logLevel: 'error',
  sourcemap: 'linked',
  external: EXTERNAL,
  legalComments: 'none',
};

/** The heavy part is a bundle of its own, loaded after the handshake. */
const HEAVY_PART = {
  name: 'heavy-part',
  setup: (bundle) => void bundle.onResolve({ filter: /^\.\/backend$/ }, () => ({ path: './habitus-backend.js', external: true })),
};

export async function buildBackend() {
  await build({ ...common, entryPoints: [join(root, 'pkg/cli/main.ts')], outfile: join(root, 'dist/cli/habitus.js') });
  if (!existsSync(join(root, 'pkg/plugin/backend.ts'))) return;
  mkdirSync(plugin, { recursive: true });
  await build({ ...common, entryPoints: [join(root, 'pkg/plugin/main.ts')], outfile: join(plugin, 'gpx_habitus_ueba.js'), plugins: [HEAVY_PART] });
  await build({ ...common, entryPoints: [join(root, 'pkg/plugin/backend.ts')], outfile: join(plugin, 'habitus-backend.js') });
  copyRuntime();
  copyNative();
}

/** Names hold `_linux_amd64` and the like: Grafana's installer makes only such files executable, and webpack's clean keeps them. */
function platformName() {
  const system = { linux: 'linux', darwin: 'darwin', win32: 'windows' }[process.platform];
  const machine = { x64: 'amd64', arm64: 'arm64', arm: 'arm' }[process.arch];
  return `${system}_${machine}`;
}

function copyRuntime() {
  const name = platformName();
  const folder = join(plugin, `runtime_${name}`);
  mkdirSync(folder, { recursive: true });
  const node = join(folder, `node_${name}`);
  rmSync(node, { force: true });
  try {
    linkSync(realpathSync(process.execPath), node);
  } catch {
    cpSync(realpathSync(process.execPath), node);
  }
  chmodSync(node, 0o755);
  const launcher = join(plugin, `gpx_habitus_ueba_${name}`);
  writeFileSync(launcher, LAUNCHER.replaceAll('PLATFORM', name));
  chmodSync(launcher, 0o755);
}

const LAUNCHER = `#!/bin/sh
# Starts the backend with the runtime beside it: no PATH, no HOME, whatever the working directory.
here="\${0%/*}"
node="$here/runtime_PLATFORM/node_PLATFORM"
if [ ! -x "$node" ]; then
  echo "habitus: $node is missing or not executable; unpack the plugin again" >&2
  exit 1
fi
if [ ! -e /lib64/ld-linux-x86-64.so.2 ] && [ ! -e /lib/ld-linux-aarch64.so.1 ] && [ ! -e /usr/lib/libSystem.B.dylib ] && [ "$(uname -s 2>/dev/null)" = Linux ]; then
  echo "habitus: this system has no glibc (Alpine?); use Grafana's Ubuntu image, grafana/grafana:<version>-ubuntu" >&2
  exit 1
fi
# Source maps cost 54 MB and 14 ms; \`source_maps = true\` in grafana.ini turns them on, to read a stack trace.
maps=
if [ "\${GF_PLUGIN_SOURCE_MAPS:-}" = true ]; then maps=--enable-source-maps; fi
exec "$node" --max-old-space-size="\${GF_PLUGIN_MAX_HEAP_MB:-1024}" $maps "$here/gpx_habitus_ueba.js" "$@"
`;

/** DuckDB's packages, where the bundle's require finds them. */
function copyNative() {
  const from = join(root, 'node_modules', '@duckdb');
  cpSync(from, join(plugin, 'node_modules', '@duckdb'), { recursive: true, dereference: true, force: true, filter: (path) => !/\.(?:map|d\.ts)$/.test(path) });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildBackend();
