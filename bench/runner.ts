import { availableParallelism, cpus, loadavg } from 'node:os';
import { writeFile } from 'node:fs/promises';
import type { Metric, RunCase } from './metric';

/** A line of `npm run bench -- --json`. */
export interface Line extends Metric {
  readonly case: string;
  readonly cores: number;
}

/** What stands in `bench/cases/<name>/results.json`. */
export interface Results {
  readonly date: string;
  readonly node: string;
  readonly cpu: string;
  /** Processes that wanted a core in the minute before: above 0, the machine was shared and times are longer than they need be. */
  readonly load?: number;
  readonly metrics: readonly Line[];
}

/** Runs one case. @throws RangeError for a value that is no number: a bench that measured nothing must not look as if it had */
export async function runCase(name: string, run: RunCase): Promise<Results> {
  const [load = 0] = loadavg();
  const metrics = await run();
  const wrong = metrics.find(({ value }) => !Number.isFinite(value));
  if (metrics.length === 0 || wrong !== undefined) {
    throw new RangeError(`${name}: expected numbers, got ${wrong === undefined ? 'none' : `${wrong.metric} = ${wrong.value}`}`);
  }
  return {
    date: new Date().toISOString(),
    node: process.version,
    load: Math.round(load * 10) / 10,
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    metrics: metrics.map((metric) => ({ case: name, ...metric, cores: metric.cores ?? availableParallelism() })),
  };
}

/** The entry of a bundled case: measures, keeps the results beside the case, and prints them as JSON lines. */
export async function main(name: string, run: RunCase, resultsFile: string): Promise<void> {
  const results = await runCase(name, run);
  await writeFile(resultsFile, `${JSON.stringify(results, undefined, 2)}\n`);
  for (const line of results.metrics) process.stdout.write(`${JSON.stringify(line)}\n`);
}
