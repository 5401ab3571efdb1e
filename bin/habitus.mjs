#!/usr/bin/env node
// `npx habitus`: the built command line, set up first where it is not.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runHabitus } from '../scripts/run-habitus.mjs';
import { ensureSetup, node24, root } from '../scripts/setup.mjs';

if (!existsSync(join(root, 'dist', 'cli', 'habitus.js')) || !existsSync(node24)) await ensureSetup();
runHabitus(process.argv.slice(2));
