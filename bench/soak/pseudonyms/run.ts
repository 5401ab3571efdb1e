import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LOGS } from '../../../pkg/demo/event-lines';
import { makeOrganisation } from '../../../pkg/demo/organisation';
import { DAY, type Anomaly } from '../../../pkg/model';
import { openHabitus } from '../../../pkg/owner/open';
import { inScratch } from '../../scratch';
import type { Check } from '../check';

const SEED = 7;
const END = Date.UTC(2026, 9, 12);
const DAYS = 7;

/** The first week of the demo organisation in a namespace with pseudonyms and in one without: the same anomalies with the same scores, by other names? */
export async function run(): Promise<Check[]> {
  return await inScratch(async (dir) => {
    const files = writeWeek(join(dir, 'logs'));
    const plain = await scored(files, join(dir, 'plain'), false);
    const pseudonymous = await scored(files, join(dir, 'pseudonymous'), true);
    const known = new Set(plain);
    const other = pseudonymous.filter((line) => !known.has(line));
    for (const line of other.slice(0, 5)) process.stderr.write(`only with pseudonyms: ${line}\n`);
    return [
      {
        check: `anomalies that are not the same, of ${plain.length}`,
        value: other.length + Math.abs(plain.length - pseudonymous.length),
        unit: 'anomalies',
        most: 0,
      },
    ];
  });
}

function writeWeek(folder: string): string[] {
  mkdirSync(folder, { recursive: true });
  const lines = new Map(LOGS.map((log) => [log, [] as string[]]));
  let day = 0;
  for (const events of makeOrganisation(SEED, END).days()) {
    if (day++ === DAYS) break;
    events.forEach(({ at, log, document }, index) => {
      const event = { ...(document.event as object), id: `demo-${day}-${index}` };
      lines.get(log)?.push(JSON.stringify({ '@timestamp': new Date(at).toISOString(), ...document, event }));
    });
  }
  return [...lines].map(([log, of]) => {
    const path = join(folder, `${log}.ndjson`);
    writeFileSync(path, `${of.join('\n')}\n`);
    return path;
  });
}

async function scored(paths: readonly string[], dataDir: string, pseudonyms: boolean): Promise<string[]> {
  const habitus = await openHabitus({ dataDir, clock: () => END, pseudonyms: { pseudonyms } });
  try {
    const { accepted, seconds } = await habitus.collector.import(paths, { source: 'ecs' });
    await habitus.engine.backfill({});
    const anomalies = await habitus.store.findings.anomalies({ from: 0, to: END + DAY, limit: 1_000_000 });
    process.stderr.write(`${pseudonyms ? 'with' : 'without'} pseudonyms: ${accepted} events in ${seconds.toFixed(1)} s, ${anomalies.length} anomalies\n`);
    return await Promise.all(anomalies.map(async (one) => inWords(one, (await habitus.pseudonyms?.vault.open(one.entity.id)) ?? one.entity.id)));
  } finally {
    await habitus.close();
  }
}

function inWords({ entity, start, score, minusLog10P }: Anomaly, name: string): string {
  return `${entity.type} ${name} ${new Date(start).toISOString()} ${score.toPrecision(9)} ${minusLog10P.toPrecision(9)}`;
}
