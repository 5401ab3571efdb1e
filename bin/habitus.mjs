#!/usr/bin/env node
// `npx habitus`: the built command line under the project's own Node, set up first where it is not.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureSetup, node24, root } from '../scripts/setup.mjs';

const program = join(root, 'dist', 'cli', 'habitus.js');
if (!existsSync(program) || !existsSync(node24)) ensureSetup();
const child = spawn(node24, [program, ...process.argv.slice(2)], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => undefined);
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 4)));
