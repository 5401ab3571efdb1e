import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeDemo, type Incident } from '../../demo';
import { HOUR } from '../../model';
import type { CommandIo } from '../../owner/command';
import { Progress } from '../../owner/progress';

/** Kept beside a demo's data: how to write the same files again, and what was planted. */
export interface DemoRecord {
  readonly seed: number;
  readonly end: number;
  readonly incidents: readonly Incident[];
  /** False until all of it is imported: an interrupted `start` goes on where it was, with the same files. */
  readonly complete: boolean;
}

/** The last full hour, so that the preview looks alive. */
export function demoEnd(now: number): number {
  return Math.floor(now / HOUR) * HOUR;
}

/** Writes the logs of the demo organisation for as long as `use` needs them. */
export async function withDemoFiles<T>(
  { seed, end, dir }: { seed: number; end: number; dir: string },
  io: CommandIo,
  use: (files: readonly string[], incidents: readonly Incident[]) => Promise<T>
): Promise<T> {
  const folder = mkdtempSync(join(dir, 'demo-'));
  const progress = new Progress(io, 'Writing the demo organisation');
  try {
    const { files, incidents } = await writeDemo({ seed, end, dir: folder, onProgress: (share) => progress.update(share, '') });
    progress.end();
    return await use(files, incidents);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
