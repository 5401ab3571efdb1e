/** docs/errors.md, from the catalogue. */
import { CATALOGUE } from '../pkg/errors';

/** What an area of the codes is about, in the order of the page. */
const AREAS: Readonly<Record<string, string>> = {
  PARSE: 'Records that are no events. They are kept as dead letters with one of these codes and counted; nothing stops for one.',
  RECV: 'What senders are answered, and what receivers meet.',
  STATE: 'What detectors have learnt.',
  STORE: 'The data directory and what is in it.',
  DETECT: 'Services that score from outside. Nothing asks one yet.',
  FEAT: 'Feature definitions.',
  CONF: 'The configuration.',
  CLI: 'The command line.',
  PLUG: 'The data source in Grafana.',
  VAULT: 'Namespaces with pseudonyms.',
  VIEW: 'Data views: events that others keep in Elasticsearch.',
};

/** @throws RangeError for an area without words */
export function errorsPage(): string {
  const areas = [...new Set(Object.keys(CATALOGUE).map((code) => code.split('-')[1] ?? ''))];
  return `# Errors

<!-- Made from pkg/errors/catalogue.ts by scripts/generate.mjs. -->

Every error has a code and says what was expected, what came and what to do. *Permanent*: the same input fails again. *Transient*: try again later.

${areas.map(area).join('\n')}`;
}

function area(name: string): string {
  const about = AREAS[name];
  if (about === undefined) throw new RangeError(`area of errors: expected one of ${Object.keys(AREAS).join(', ')}, got ${name}`);
  const rows = Object.entries(CATALOGUE)
    .filter(([code]) => code.startsWith(`HAB-${name}-`))
    .map(([code, { kind, expected, todo }]) => `| \`${code}\` | ${kind} | ${expected} | ${todo} |`);
  return `## HAB-${name}\n\n${about}\n\n| code | kind | expected | what to do |\n| --- | --- | --- | --- |\n${rows.join('\n')}\n`;
}
