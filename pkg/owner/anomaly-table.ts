import type { RankedAnomaly } from '../engine/engine';
import { entityKey, type Severity } from '../model';
import type { Terminal } from './command';
import { moment, value } from './words';

const COLOURS: Record<Severity, string> = { critical: '\x1b[1;31m', high: '\x1b[31m', medium: '\x1b[33m', low: '\x1b[36m', info: '\x1b[2m' };
const RESET = '\x1b[0m';
const WIDEST = { who: 32, what: 28 };

/**
 * Who, what, observed against expected, how unusual, since when, and why: a row and the sentence under it.
 * The sentence is never cut: it is the reason a person believes the row.
 */
export function anomalyTable(rows: readonly Row[], terminal: Terminal): string {
  if (rows.length === 0) return 'Nothing unusual was found.\n';
  const cells = rows.map(cellsOf);
  const heads = { score: 'score', who: 'who', what: 'what', numbers: 'observed / expected', since: 'since (UTC)' };
  const width = (column: keyof typeof heads): number => Math.max(...[heads, ...cells].map((row) => row[column].length));
  const columns = Object.keys(heads) as (keyof typeof heads)[];
  const line = (row: typeof heads): string =>
    columns.map((column) => (column === 'score' ? row[column].padStart(width(column)) : row[column].padEnd(width(column)))).join('  ');
  const room = terminal.columns - INDENT.length;
  const body = rows.flatMap(({ lead, also }, i) => {
    const text = line(cells[i]!).trimEnd();
    const painted = terminal.colour ? `${COLOURS[lead.severity]}${text}${RESET}` : text;
    return [painted, ...[...wrap(lead.reason, room), ...seenAt(also, room)].map((part) => INDENT + part)];
  });
  return `${[line(heads).trimEnd(), ...body].join('\n')}\n`;
}

const INDENT = '       ';
const NAMED = 4;

type Row = Pick<RankedAnomaly, 'lead' | 'also' | 'hours' | 'since'>;

/** The same incident at other entities. */
function seenAt(also: Row['also'], width: number): string[] {
  if (also.length === 0) return [];
  const rest = also.length > NAMED ? ` and ${also.length - NAMED} more` : '';
  return wrap(`seen also at ${also.slice(0, NAMED).map(entityKey).join(', ')}${rest}`, width);
}

function cellsOf({ lead, hours, since }: Row): { score: string; who: string; what: string; numbers: string; since: string } {
  const more = lead.features.length > 1 ? ` +${lead.features.length - 1}` : '';
  return {
    score: lead.score.toFixed(0),
    who: cut(entityKey(lead.entity), WIDEST.who),
    what: cut((lead.features[0] ?? '') + more, WIDEST.what),
    numbers: `${value(lead.observed)} / ${value(lead.expected)}`,
    since: moment(since) + (hours > 1 ? `, ${hours} h` : ''),
  };
}

function cut(text: string, width: number): string {
  return text.length > width ? `${text.slice(0, width - 1)}…` : text;
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > Math.max(40, width)) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
