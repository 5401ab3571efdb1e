import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PREFIX = 'habitus-plugin-';
const OWNER = 'pid';

/** A folder of mode 0700 for one socket: with no TLS between host and plugin, who can reach the socket can speak for anybody. */
export interface SocketFolder {
  readonly socket: string;
  remove(): void;
}

/** Makes the folder under `PLUGIN_UNIX_SOCKET_DIR`, else under the machine's temporary folder, and takes away those that dead plugins left. */
export function makeSocketFolder(env: Readonly<Record<string, string | undefined>>): SocketFolder {
  const parent = env['PLUGIN_UNIX_SOCKET_DIR'] || tmpdir();
  sweep(parent);
  const folder = mkdtempSync(join(parent, PREFIX));
  writeFileSync(join(folder, OWNER), String(process.pid), { mode: 0o600 });
  return { socket: join(folder, 's'), remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Removes folders of ours whose process is gone: a SIGKILL leaves one behind. Never fails, never touches another user's. */
export function sweep(parent: string): void {
  for (const name of namesIn(parent)) {
    const folder = join(parent, name);
    if (name.startsWith(PREFIX) && isOurs(folder) && !isAlive(ownerOf(folder))) rmSync(folder, { recursive: true, force: true });
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isOurs(folder: string): boolean {
  try {
    const { uid } = statSync(folder);
    return uid === process.getuid?.();
  } catch {
    return false;
  }
}

/** Undefined for a folder that was made this moment and has no owner written yet. */
function ownerOf(folder: string): number | undefined {
  try {
    return Number(readFileSync(join(folder, OWNER), 'utf8'));
  } catch {
    return undefined;
  }
}

function isAlive(pid: number | undefined): boolean {
  if (pid === undefined || !Number.isInteger(pid) || pid <= 0) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
