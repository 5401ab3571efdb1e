import type { Metric } from '../../metric';

const GB = 1e9;
const DAYS = 90;
/** Of a user on a day: some sign-ins and a few dozen requests, as in the design's 45 million events of 10,000 users in 90 days. */
const EVENTS_A_DAY = 50;
/** What a core is given to do at most: the rest is for queries and segment merges. */
const FULL = 0.5;
/** Of the events of a day, what falls into its busiest hour. */
const BUSIEST = 0.15;

/** docs/sizing.md of what the case measured. Rows of a size that was not run say so. */
export function sizingPage(metrics: readonly Metric[]): string {
  const of = (name: RegExp): Metric => {
    const found = metrics.findLast(({ metric }) => name.test(metric));
    if (found === undefined) throw new RangeError(`sizing: expected a metric ${String(name)}, got none`);
    return found;
  };
  const perEvent = of(/^disk of an event/).value;
  const perUserDay = of(/^disk of what is learnt/).value;
  const perCore = of(/^events per CPU second of the server/).value;
  const backfills = metrics.filter(({ metric }) => /^backfill of \d+ users x \d+ days x \d+ events$/.test(metric));
  const perUser = perEvent * EVENTS_A_DAY * DAYS + perUserDay * DAYS;
  const largest = Math.max(...backfills.map(usersOf));
  const learning = learningCpu(metrics);
  const rows = [1_000, 10_000, 100_000].map((users) => row(users, { perUser, perCore, largest, learning: learning(users) }));
  return `${HEAD}
| what | measured |
| --- | --- |
| disk of an event | ${figure(perEvent)} bytes |
| disk of what is learnt (roll-ups, state, findings), for a user and day | ${figure(perUserDay)} bytes |
| events per CPU second of the server | ${figure(perCore)} |
| more time than a bare bulk client | ${figure(of(/^more time than/).value)} % |
| load that tailing 1,000 events/s adds to the server, scoring included | ${figure(of(/^added load/).value)} % of a core |
${backfills.map(({ metric, value }) => `| ${metric} | ${figure(value)} s |`).join('\n')}

## How much for how many

A user is taken to cause ${EVENTS_A_DAY} events a day, ${100 * BUSIEST} % of them in the busiest hour; events and what is learnt are kept for ${DAYS} days, without replicas. Twice the disk for one replica. A core is filled to ${100 * FULL} %.

| users | events/s, average | in the busiest hour | events/s per core | cores of the server for events | disk | users per GB | backfill of 90 days | how known |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
${rows.join('\n')}

Rates and disk follow from the measured numbers above by proportion, at every size: they grow with events and users. "Population run" means that a backfill of this many users ran; a backfill is counted at 6 events a user and day, in CPU seconds of server and engine together, and at larger sizes continued as a straight line.

## Queries

One after the other, by one reader. 10,000 users are what a backfill of fewer left, multiplied under other names: roll-ups, risk, anomalies and receipts of all, events of those who were truly learnt.

| query | ms |
| --- | --- |
${metrics
  .filter(({ metric }) => metric.startsWith('query: '))
  .map(({ metric, value }) => `| ${metric.replace('query: ', '')} | ${figure(value)} |`)
  .join('\n')}
`;
}

interface Basis {
  readonly perUser: number;
  readonly perCore: number;
  readonly largest: number;
  readonly learning: number;
}

function row(users: number, { perUser, perCore, largest, learning }: Basis): string {
  const rate = (users * EVENTS_A_DAY) / 86_400;
  const peak = (users * EVENTS_A_DAY * BUSIEST) / 3_600;
  const known = users <= largest ? 'population run; disk and rates by proportion' : 'extrapolated';
  const disk = `${figure((users * perUser) / GB)} GB`;
  const cells = [users.toLocaleString('en-US'), figure(rate), figure(peak), figure(perCore), figure(peak / perCore / FULL), disk, figure(GB / perUser)];
  return `| ${[...cells, `${figure(learning)} CPU s`, known].join(' | ')} |`;
}

/** CPU seconds of server and engine together: a line through the smallest and the largest population that ran, which is what each further user adds. */
function learningCpu(metrics: readonly Metric[]): (users: number) => number {
  const cpu = new Map<number, number>();
  for (const metric of metrics) {
    if (/^backfill of .*: CPU of /.test(metric.metric)) cpu.set(usersOf(metric), (cpu.get(usersOf(metric)) ?? 0) + metric.value);
  }
  const points = [...cpu].sort(([a], [b]) => a - b);
  const [[few, low], [many, high]] = [points[0] ?? [0, NaN], points.at(-1) ?? [0, NaN]];
  const slope = many === few ? high / many : (high - low) / (many - few);
  return (users) => high + slope * (users - many);
}

function usersOf({ metric }: Metric): number {
  return Number(/^backfill of (\d+)/.exec(metric)?.[1]);
}

/** Three digits, as no more of a measured number repeats. */
function figure(value: number): string {
  return Number(value.toPrecision(3)).toLocaleString('en-US', { maximumFractionDigits: 6 });
}

const HEAD = `# Sizing a cluster

Made by \`npm run bench -- elasticsearch\` from what it measured on one node on two cores, beside the bench itself; do not edit. The numbers with their spread and the load of the machine stand in [performance](performance.md).
The server that the bench starts lacks \`best_compression\`, which the full distribution has and Habitus uses: there an event takes about a fifth less.
`;
