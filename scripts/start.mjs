// `npm start`: set-up, then `habitus start`.
import { runHabitus } from './run-habitus.mjs';
import { ensureSetup } from './setup.mjs';

await ensureSetup();
runHabitus(['start', ...process.argv.slice(2)]);
