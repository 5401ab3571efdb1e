// Finds a Chromium that runs here: the machine's, else the one of the npm package @sparticuz/chromium.
// As a program: prints which, and ends with 3 where there is none.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const INSTALLED = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/opt/google/chrome/chrome'];
const PACKAGE = '@sparticuz/chromium';

/** @returns where it lies and the environment it needs beside the process's own; undefined where none runs */
export async function findChromium() {
  const named = process.env.HABITUS_CHROMIUM;
  for (const path of named ? [named] : INSTALLED) if (existsSync(path) && runs(path, {})) return { path, env: {} };
  return named ? undefined : await ofPackage();
}

/** Built for x86-64 Linux. On a machine without Chromium's libraries those of the package serve. */
async function ofPackage() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const { default: chromium, inflate } = await import(PACKAGE);
  const path = await chromium.executablePath();
  if (runs(path, {})) return { path, env: {} };
  await inflate(join(dirname(createRequire(import.meta.url).resolve(PACKAGE)), '..', 'bin', 'al2023.tar.br'));
  const env = { LD_LIBRARY_PATH: join(tmpdir(), 'al2023', 'lib') };
  return runs(path, env) ? { path, env } : undefined;
}

function runs(path, env) {
  return spawnSync(path, ['--version'], { env: { ...process.env, ...env }, stdio: 'ignore', timeout: 20_000 }).status === 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const found = await findChromium();
  process.stdout.write(found ? `${found.path}\n` : 'none\n');
  process.exit(found ? 0 : 3);
}
