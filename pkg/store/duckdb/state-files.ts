import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Connections } from './connections';
import { sql } from './sql';
import { synced } from './synced';

/** Large state blocks, each a file of its own that never changes: a database would write such a block three times over to replace it. */
export class StateFiles {
  private readonly folder: string;

  public constructor(namespaceDir: string) {
    this.folder = join(namespaceDir, 'state');
  }

  /** Makes the folder, and removes what no transaction took up. */
  public async open(connections: Connections): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const rows = await connections.rows(sql`SELECT file FROM state WHERE file IS NOT NULL`);
    const listed = new Set(rows.map((row) => String(row.file)));
    const strays = (await readdir(this.folder)).filter((file) => file.endsWith('.block') && !listed.has(file));
    await Promise.all(strays.map((file) => this.remove(file)));
  }

  /** On the disk when it resolves. @returns its name */
  public async write(bytes: Uint8Array): Promise<string> {
    const file = `${randomUUID()}.block`;
    await writeFile(join(this.folder, file), bytes, { mode: 0o600 });
    await synced(join(this.folder, file), this.folder);
    return file;
  }

  /** Undefined when it was replaced meanwhile. */
  public async read(file: string): Promise<Uint8Array | undefined> {
    return readFile(join(this.folder, file)).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') {
        return undefined;
      }
      throw error;
    });
  }

  public async remove(file: string): Promise<void> {
    await rm(join(this.folder, file), { force: true });
  }

  public async bytes(): Promise<number> {
    const files = await readdir(this.folder);
    const sizes = await Promise.all(
      files.map((file) =>
        stat(join(this.folder, file)).then(
          ({ size }) => size,
          () => 0
        )
      )
    );
    return sizes.reduce((sum, size) => sum + size, 0);
  }
}
