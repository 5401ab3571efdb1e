// `npm run soak -- [name...] [--rounds N] [--json]`: bundles each soak of bench/soak, runs it in a process of its own, and prints what it checked. For what takes too long for `npm test`.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runBundled } from './run-bundled.mjs';
import { ensureSetup, root } from './setup.mjs';

const soaks = join(root, 'bench', 'soak');
const known = readdirSync(soaks).filter((name) => existsSync(join(soaks, name, 'run.ts')));
const { values, positionals } = parseArgs({ options: { json: { type: 'boolean' }, rounds: { type: 'string' } }, allowPositionals: true });
const unknown = positionals.find((name) => !known.includes(name));
const rounds = values.rounds === undefined ? undefined : Number(values.rounds);
if (unknown !== undefined || (rounds !== undefined && !(Number.isInteger(rounds) && rounds > 0))) {
  process.stderr.write(
    unknown === undefined ? '--rounds: expected a whole number above 0.\n' : `No soak is called ${unknown}; there are ${known.join(', ')}.\n`
  );
  process.exit(2);
}
await ensureSetup();

let worst = 0;
for (const name of positionals.length > 0 ? positionals : known) {
  process.stderr.write(`${name} ...\n`);
  const { status, stdout } = await soak(name);
  for (const line of stdout.trim().split('\n').filter(Boolean)) process.stdout.write(values.json ? `${line}\n` : inWords(JSON.parse(line)));
  worst = Math.max(worst, status ?? 4);
}
process.exit(worst);

async function soak(name) {
  const entry = `import { main } from './bench/soak/runner';\nimport { run } from ${JSON.stringify(`./bench/soak/${name}/run`)};\n
    main(${JSON.stringify(name)}, run, ${rounds}).catch((error) => { console.error(error); process.exit(4); });`;
  return await runBundled('soak', name, entry);
}

function inWords({ soak: name, check, value, unit, most, good }) {
  return `  ${good ? 'good' : 'BAD '}  ${name}: ${check} ${Number(value.toPrecision(6)).toLocaleString('en-US')} ${unit}, at most ${most.toLocaleString('en-US')}\n`;
}
