// What `npm start`, `npm test` and `npx habitus` do first. Plain JavaScript for the machine's own Node (20 or newer), no package needed.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './setup/build.mjs';
import { installPackages } from './setup/install.mjs';
import { SetupFailed } from './setup/setup-failed.mjs';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
/** Node 24, whatever the machine has: the npm package `node` brings it. */
export const node24 = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');

const OLDEST_NODE = 20;

/** Installs and builds what is missing or changed; says on stderr what it does; under a second when nothing is. Ends the process with 4 when it fails. */
export async function ensureSetup() {
  try {
    if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
      throw new SetupFailed(
        `Habitus needs Node ${OLDEST_NODE} or newer, this is ${process.versions.node}. Get one from https://nodejs.org or your distribution.`
      );
    }
    const installed = await installPackages(root, node24);
    const built = await build(root, node24);
    return installed || built;
  } catch (error) {
    if (!(error instanceof SetupFailed)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(4);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const worked = await ensureSetup();
  process.stderr.write(worked ? 'Ready.\n' : 'Nothing to do: all is installed and built.\n');
}
