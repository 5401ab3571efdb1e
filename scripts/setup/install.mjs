import { existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runLogged } from './run-logged.mjs';
import { SetupFailed } from './setup-failed.mjs';

/**
 * `npm ci`, when what is installed is not what package-lock.json says. npm leaves a copy of the lock in node_modules when it is done, so an
 * install by hand counts as well as ours, and one that broke off does not count.
 *
 * @returns whether it had to
 */
export async function installPackages(root, node24) {
  const lock = packagesOf(join(root, 'package-lock.json'));
  if (lock === undefined) throw new SetupFailed(`There is no package-lock.json in ${root}: clone the repository again.`);
  if (existsSync(node24) && isInstalled(lock, packagesOf(join(root, 'node_modules', '.package-lock.json')))) return false;

  const log = join(root, 'npm-ci.log');
  const total = Object.keys(lock).filter((path) => path.split('node_modules/').length === 2).length;
  await runLogged({
    title: `Installing ${total} packages`,
    // EBADENGINE warnings name the machine's Node, which only starts ours; hence errors only.
    command: ['npm', 'ci', '--no-audit', '--no-fund', '--loglevel=error'],
    cwd: root,
    log,
    detail: () => `${Math.min(total, countInstalled(join(root, 'node_modules')))} of ${total}`,
    advice: 'Check that npm reaches its registry (`npm ping`) and that the disk has 2 GB of room, then run the command again.',
    missing: 'npm was not found. Install npm 10 or newer; it comes with Node.',
  });
  if (!existsSync(node24)) {
    throw new SetupFailed(
      "npm did not install the project's own Node: are install scripts switched off (`npm config get ignore-scripts`)? Run `npm rebuild node`."
    );
  }
  mkdirSync(join(root, 'node_modules', '.cache'), { recursive: true });
  return true;
}

function packagesOf(file) {
  try {
    const { '': _root, ...packages } = JSON.parse(readFileSync(file, 'utf8')).packages;
    return packages;
  } catch {
    return undefined;
  }
}

/** Optional packages of other systems are in the lock and rightly not on the disk. */
function isInstalled(lock, installed) {
  if (installed === undefined) return false;
  return Object.entries(lock).every(([path, { version, optional }]) =>
    installed[path] === undefined ? optional === true : installed[path].version === version
  );
}

function countInstalled(folder) {
  try {
    return readdirSync(folder).reduce((sum, name) => sum + (name.startsWith('@') ? readdirSync(join(folder, name)).length : name.startsWith('.') ? 0 : 1), 0);
  } catch {
    return 0;
  }
}
