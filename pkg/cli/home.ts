import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of Habitus: the nearest one above the running program that has its package.json. */
export function home(): string {
  for (let dir = __dirname; ; dir = dirname(dir)) {
    if (existsSync(join(dir, 'package.json')) || dir === dirname(dir)) return dir;
  }
}
