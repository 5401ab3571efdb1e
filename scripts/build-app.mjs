// Builds the Grafana app with its data source and panels into dist/, beside the backend that is there. Run under the project's Node.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** @throws when webpack fails; its own words stand on stderr */
export function buildApp() {
  const done = spawnSync(
    process.execPath,
    [join(root, 'node_modules', 'webpack-cli', 'bin', 'cli.js'), '--config', 'webpack.config.ts', '--env', 'production'],
    {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, NODE_ENV: 'production' },
    }
  );
  if (done.status !== 0) throw new Error(`webpack ended with ${done.status ?? done.signal}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) buildApp();
