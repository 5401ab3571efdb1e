// The browser tests: a small organisation is imported and learnt, the preview is started on it, and Playwright looks at it. Arguments go to Playwright.
// Run under the project's Node, after a build. With GRAFANA_URL set that server is tested instead, as it is.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium } from './e2e/chromium.mjs';
import { logLines } from '../tests/organisation/log.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const READY_WITHIN = 30_000;

const chromium = await findChromium();
if (!chromium) {
  process.stderr.write('No Chromium runs here: install one (apt-get install chromium), or name yours in HABITUS_CHROMIUM.\n');
  process.exit(3);
}
const browser = { HABITUS_CHROMIUM: chromium.path, HABITUS_CHROMIUM_LIBRARIES: chromium.env.LD_LIBRARY_PATH ?? '' };
process.exit(process.env.GRAFANA_URL ? await playwright(browser) : await againstPreview());

async function againstPreview() {
  const dir = mkdtempSync(join(tmpdir(), 'habitus-e2e-'));
  let preview;
  try {
    fill(join(dir, 'data'));
    const port = await freePort();
    const args = [join(root, 'build/preview/server.js'), '--port', port, '--data-dir', join(dir, 'data'), '--otlp-port', await freePort()];
    preview = spawn(process.execPath, args.map(String), { stdio: ['ignore', 'inherit', 'inherit'] });
    await answers(`http://127.0.0.1:${port}/api/datasources/uid/habitus/health`, preview);
    return await playwright({ ...browser, GRAFANA_URL: `http://127.0.0.1:${port}` });
  } finally {
    await ended(preview);
    rmSync(dir, { recursive: true, force: true });
  }
}

function fill(dataDir) {
  const log = join(dirname(dataDir), 'small.ndjson');
  writeFileSync(log, logLines().join('\n'));
  for (const args of [['import', log, '--source', 'ecs'], ['backfill']]) {
    const done = spawnSync(process.execPath, [join(root, 'dist/cli/habitus.js'), ...args, '--data-dir', dataDir], { stdio: ['ignore', 'ignore', 'pipe'] });
    if (done.status !== 0) throw new Error(`habitus ${args[0]} ended with ${done.status}: ${done.stderr}`);
  }
}

/** @returns its exit code */
function playwright(env) {
  const cli = join(root, 'node_modules/@playwright/test/cli.js');
  const child = spawn(process.execPath, [cli, 'test', ...process.argv.slice(2)], { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 4)));
}

async function answers(address, child) {
  for (const until = Date.now() + READY_WITHIN; Date.now() < until; await new Promise((resolve) => setTimeout(resolve, 100))) {
    if (child.exitCode !== null) throw new Error(`the preview ended with ${child.exitCode}`);
    if (
      await fetch(address).then(
        ({ ok }) => ok,
        () => false
      )
    ) {
      return;
    }
  }
  throw new Error(`the preview did not answer within ${READY_WITHIN / 1_000} s`);
}

async function ended(child) {
  if (!child || child.exitCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await gone;
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
