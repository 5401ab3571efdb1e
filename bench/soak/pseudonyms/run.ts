import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LOGS } from '../../../pkg/demo/event-lines';
import { mintRun } from '../../../collector/protect/testing/mint-run';
import { makeOrganisation } from '../../../pkg/demo/organisation';
import { DAY, type Anomaly } from '../../../pkg/model';
import { openHabitus } from '../../../pkg/owner/open';
import { inScratch } from '../../scratch';
import type { Check } from '../check';
import { passes } from '../passes';

const SEED = 7;
const END = Date.UTC(2026, 9, 12);
const DAYS = 7;

const KILL_SEED = 31;
const KILLS = 20;

const IN_CLUSTER = 'collector/protect/mint-on-elasticsearch';

/** Two things of pseudonyms: the same anomalies with and without, and a vault that outlives kill -9, in the data directory and in a cluster. */
export async function run(kills = KILLS): Promise<Check[]> {
  return [...(await killed(kills)), inCluster(), ...(await sameAnomalies())];
}

function inCluster(): Check {
  const failed = passes(IN_CLUSTER, { HABITUS_SOAK: 'pseudonyms' }) ? 0 : 1;
  return { check: `${IN_CLUSTER}, 20 times kill -9`, value: failed, unit: 'runs that failed', most: 0 };
}

async function killed(kills: number): Promise<Check[]> {
  const { acknowledged, tokens, starting, unsealed, doubled, lost, raw } = await mintRun({ seed: KILL_SEED, kills });
  const what = `${kills} times kill -9 (${starting} while it starts), ${acknowledged} names, ${tokens} tokens`;
  return [
    { check: `${what}: tokens without their sealed original`, value: unsealed.length, unit: 'tokens', most: 0 },
    { check: `${what}: names with several tokens`, value: doubled.length, unit: 'names', most: 0 },
    { check: `${what}: acknowledged and lost`, value: lost.length, unit: 'names', most: 0 },
    { check: `${what}: names in clear outside of the vault`, value: raw.length, unit: 'files', most: 0 },
  ];
}

/** The first week of the demo organisation in a namespace with pseudonyms and in one without: the same anomalies with the same scores, by other names? */
async function sameAnomalies(): Promise<Check[]> {
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
