import { buildProcess, crashRun, type Outcome } from '../../../collector/testing/crash/run';
import type { StoreKind } from '../../../collector/testing/crash/process';
import type { Check } from '../check';

const ROUNDS = 50;
const KILLS: Readonly<Record<StoreKind, number>> = { double: 6, duckdb: 3, elasticsearch: 4 };

/** The crash test of the delivery: seeds 1 to 50, each with the double, with the real DuckDB store, and with the real client of Elasticsearch before a stub of `_bulk` that has bad days. A round that finds something is named with its seed. */
export async function run(rounds = ROUNDS): Promise<Check[]> {
  const file = buildProcess();
  const checks: Check[] = [];
  for (const store of ['double', 'duckdb', 'elasticsearch'] as const) {
    const outcomes: Outcome[] = [];
    for (let seed = 1; seed <= rounds; seed++) {
      const outcome = await crashRun(file, { seed, store, kills: KILLS[store] });
      outcomes.push(outcome);
      const { lost, duplicated, strange } = outcome;
      if (lost.length + duplicated.length + strange.length > 0) {
        process.stderr.write(`${store}, seed ${seed}: ${JSON.stringify({ lost, duplicated, strange }).slice(0, 1_000)}\n`);
      }
    }
    const sum = (value: (outcome: Outcome) => number): number => outcomes.reduce((total, outcome) => total + value(outcome), 0);
    const what = `${store}, ${rounds} runs, ${sum(({ kills }) => kills)} kills (${sum(({ own }) => own)} between store and log), ${sum(({ sent }) => sent)} events`;
    checks.push(
      { check: `${what}: lost`, value: sum(({ lost }) => lost.length), unit: 'events', most: 0 },
      { check: `${what}: duplicated`, value: sum(({ duplicated }) => duplicated.length), unit: 'events', most: 0 },
      { check: `${what}: never sent`, value: sum(({ strange }) => strange.length), unit: 'events', most: 0 },
      { check: `${what}: left in the log or dead`, value: sum(({ walBytes, deadLettered }) => walBytes + deadLettered), unit: 'bytes and events', most: 0 }
    );
  }
  return checks;
}
