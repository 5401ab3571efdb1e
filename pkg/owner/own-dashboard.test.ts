import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BATCH_SIZE } from '../../collector/telemetry/batch-traces';
import { collectorInstruments } from '../../collector/telemetry/collector-instruments';
import type { Instrument } from '../../collector/telemetry/instrument';
import { processInstruments } from '../../collector/telemetry/process-instruments';
import { prometheusName } from '../../collector/telemetry/prometheus';
import { Telemetry } from '../../collector/telemetry/telemetry';
import type { Habitus } from './habitus';
import { addOwnMetrics } from './own-metrics';

interface Target {
  readonly expr: string;
  readonly datasource: { readonly uid: string };
}
interface Panel {
  readonly title: string;
  readonly description?: string;
  readonly type: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets?: readonly Target[];
}
const text = readFileSync(join(__dirname, '../../provisioning/dashboards/habitus-itself.json'), 'utf8');
const dashboard = JSON.parse(text) as {
  readonly panels: readonly Panel[];
  readonly templating: { readonly list: readonly { readonly name: string; readonly type: string; readonly definition?: string }[] };
};

/** Names as Prometheus has them. Functions of PromQL stand before a bracket and labels inside braces, so neither is taken for a metric. */
const METRIC = /\b(?:habitus|process|nodejs|v8js)_[a-z0-9_]+/g;

function exposed(): ReadonlySet<string> {
  const telemetry = new Telemetry();
  const added: Instrument[] = [...processInstruments(), ...collectorInstruments({} as Parameters<typeof collectorInstruments>[0])];
  const distributions = [telemetry.distribution(...BATCH_SIZE)];
  const watching = {
    add: (...instruments: Instrument[]) => void added.push(...instruments),
    distribution: (...named: Parameters<Telemetry['distribution']>) => {
      const made = telemetry.distribution(...named);
      distributions.push(made);
      return made;
    },
  };
  addOwnMetrics({ collector: { telemetry: watching } } as unknown as Habitus)();
  const name = (one: { readonly name: string; readonly unit: string }): string => prometheusName(one).replaceAll('.', '_');
  return new Set([
    ...added.map((one) => `${name(one)}${one.kind === 'counter' ? '_total' : ''}`),
    ...distributions.flatMap((one) => ['bucket', 'sum', 'count'].map((part) => `${name(one)}_${part}`)),
  ]);
}

test('every metric that a panel or a variable asks for is exposed', () => {
  const known = exposed();
  const queries = dashboard.panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));
  const asked = [...queries, ...dashboard.templating.list.map(({ definition = '' }) => definition)].flatMap((query) => query.match(METRIC) ?? []);
  expect(asked.length).toBeGreaterThan(30);
  expect(asked.filter((name) => !known.has(name))).toEqual([]);
});

test('every metric of the collector has its place on the dashboard', () => {
  const own = [...exposed()].filter((name) => name.startsWith('habitus_collector_') && !/_(?:sum|count)$/.test(name));
  expect(own.filter((name) => !text.includes(name))).toEqual([]);
});

test('every query asks the chosen Prometheus, for the chosen instances', () => {
  for (const { expr, datasource } of dashboard.panels.flatMap(({ targets = [] }) => targets)) {
    expect(datasource.uid).toBe('${datasource}');
    expect(expr.match(METRIC)?.length).toBe(expr.match(/\{instance=~"\$instance"\}/g)?.length);
  }
  expect(dashboard.templating.list.map(({ name, type }) => [name, type])).toEqual([
    ['datasource', 'datasource'],
    ['instance', 'query'],
  ]);
});

test('panels say what they show, and none covers another', () => {
  const panels = dashboard.panels.filter(({ type }) => type !== 'row');
  for (const { title, description = '' } of panels) expect([title, description.length > 10]).toEqual([title, true]);
  const places = dashboard.panels.flatMap(({ gridPos: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)},${y + Math.floor(cell / w)}`)
  );
  expect(new Set(places).size).toBe(places.length);
});
