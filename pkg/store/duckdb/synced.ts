import { open, stat } from 'node:fs/promises';

/** Waits until a file and its entry in the folder are on the disk. @returns the file's bytes */
export async function synced(path: string, folder: string): Promise<number> {
  for (const place of [path, folder]) {
    const handle = await open(place, 'r');
    await handle.sync().finally(() => handle.close());
  }
  return (await stat(path)).size;
}
