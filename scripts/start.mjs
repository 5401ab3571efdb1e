// `npm start`: set-up, then `habitus start` under the project's own Node.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureSetup, node24, root } from './setup.mjs';

ensureSetup();
const child = spawn(node24, [join(root, 'dist', 'cli', 'habitus.js'), 'start', ...process.argv.slice(2)], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => undefined);
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 4)));
