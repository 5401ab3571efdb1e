import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** Whether a suite of jest passes in a process of its own, under the Node that runs the soak; what it says goes to stderr, and nothing that it needs may be left out. */
export function passes(suite: string, environment: Readonly<Record<string, string>>): boolean {
  const jest = join(process.cwd(), 'node_modules', '.bin', 'jest');
  const { status } = spawnSync(process.execPath, [jest, suite], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, CI: 'true', ...environment },
  });
  return status === 0;
}
