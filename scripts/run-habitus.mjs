import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { node24, root } from './setup.mjs';

/** Becomes the built `habitus` under the project's own Node, and ends with its exit code. */
export function runHabitus(args) {
  const child = spawn(node24, [join(root, 'dist', 'cli', 'habitus.js'), ...args], { stdio: 'inherit' });
  // ^C on a terminal reaches the child by itself: passed on, it would be a second one, which means "at once".
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 4)));
}
