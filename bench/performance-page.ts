import type { Line, Results } from './runner';

const HEAD = `# Performance

Made by \`npm run bench\` from the results beside each case in \`bench/cases/\`; do not edit. Each value is the median of its runs, with the least and the
most of them. **Load** is how many processes wanted a core in the minute before the case began: above 0 the machine was shared, and times are longer
than they need be. A goal that is not met says so.
`;

/** docs/performance.md of the results of all cases, by name. Says nothing of the machine but its cores. */
export function performancePage(cases: Readonly<Record<string, Results>>): string {
  const names = Object.keys(cases).sort();
  return [HEAD, ...names.map((name) => section(name, cases[name]!))].join('\n');
}

function section(name: string, { date, node, load, metrics }: Results): string {
  const cores = [...new Set(metrics.map((metric) => metric.cores))].join(', ');
  const shared = load === undefined ? 'not recorded' : String(load);
  const rows = metrics.map((line) => `| ${[line.metric, shown(line), spread(line), goal(line), line.met ? 'yes' : '**no**', peer(line)].join(' | ')} |`);
  return [
    `## ${name}`,
    '',
    `Cores: ${cores}. Node ${node.replace(/^v/, '')}. Load: ${shared}. Measured ${date.slice(0, 10)}.`,
    '',
    '| what | median | least to most (runs) | goal | met | peer in the same run |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

function shown({ value, unit }: Line): string {
  return `${figure(value)} ${unit}`;
}

function spread({ spread: range, runs }: Line): string {
  return range === undefined ? '' : `${figure(range[0])} to ${figure(range[1])} (${runs ?? 1})`;
}

function goal({ goal: wanted, unit }: Line): string {
  return `${figure(wanted)} ${unit}`;
}

function peer({ peer: who, peerValue, unit }: Line): string {
  return who === undefined || peerValue === undefined ? '' : `${who}: ${figure(peerValue)} ${unit}`;
}

/** Three digits, as no more of a measured number repeats. */
function figure(value: number): string {
  return value === 0 ? '0' : Number(value.toPrecision(3)).toLocaleString('en-US', { maximumFractionDigits: 6 });
}
