import type { Millis } from '../../../../pkg/model';
import { utcOfWall } from '../../../sources/zone';

/** Reads times of one format. */
export interface TimeFormat {
  /**
   * @param zone of a time that shows none
   * @param newest what a time without a year lies before
   * @returns undefined for a text of another format
   */
  read(text: string, zone: string | undefined, newest: Millis): Millis | undefined;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** The longest first. */
const TOKENS: Readonly<Record<string, string>> = {
  yyyy: String.raw`(?<year>\d{4})`,
  yy: String.raw`(?<short>\d{2})`,
  MMM: '(?<name>[A-Za-z]{3})',
  MM: String.raw`(?<month>\d{2})`,
  M: String.raw`(?<month>\d{1,2})`,
  dd: String.raw`(?<day>\d{2})`,
  d: String.raw`(?<day>\d{1,2})`,
  HH: String.raw`(?<hour>\d{2})`,
  H: String.raw`(?<hour>\d{1,2})`,
  hh: String.raw`(?<hour>\d{1,2})`,
  mm: String.raw`(?<minute>\d{2})`,
  ss: String.raw`(?<second>\d{2})`,
  SSS: String.raw`(?<fraction>\d{1,9})`,
  a: '(?<half>[AaPp])[.]?[Mm][.]?',
  XXX: String.raw`(?<offset>Z|[+-]\d{2}:?\d{2})`,
};
const TOKEN = new RegExp(Object.keys(TOKENS).join('|'), 'g');

/** `dd.MM.yyyy HH:mm:ss`; undefined for a format that names no day, or something twice. */
export function timeFormat(format: string): TimeFormat | undefined {
  const tokens: readonly string[] = format.match(TOKEN) ?? [];
  const has = (...names: readonly string[]): boolean => names.some((name) => tokens.includes(name));
  if (!has('dd', 'd') || !has('MM', 'M', 'MMM')) return undefined;
  const form = compile(format);
  return form && { read: (text, zone, newest) => readParts(form.exec(text.trim())?.groups, zone, newest) };
}

function compile(format: string): RegExp | undefined {
  const parts: string[] = [];
  let from = 0;
  for (const { 0: token, index } of format.matchAll(TOKEN)) {
    parts.push(literal(format.slice(from, index)), TOKENS[token] ?? '');
    from = index + token.length;
  }
  try {
    return new RegExp(`^${parts.join('')}${literal(format.slice(from))}$`);
  } catch {
    return undefined;
  }
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
}

type Parts = Readonly<Record<string, string | undefined>>;

function readParts(parts: Parts | undefined, zone: string | undefined, newest: Millis): Millis | undefined {
  if (parts === undefined) return undefined;
  const month = parts['name'] === undefined ? Number(parts['month']) - 1 : MONTHS.indexOf(parts['name'].toLowerCase());
  const [day, hour, minute, second] = [Number(parts['day']), hourOf(parts), Number(parts['minute'] ?? 0), Number(parts['second'] ?? 0)];
  if (month < 0 || month > 11 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 60) return undefined;
  const fraction = Number(`0.${parts['fraction'] ?? '0'}`);
  const clock = ((hour * 60 + minute) * 60 + second) * 1000 + Math.floor(fraction * 1000);
  const at = (year: number): Millis => {
    const wall = Date.UTC(year, month, day) + clock;
    return parts['offset'] === undefined ? utcOfWall(wall, zone) : wall - offsetOf(parts['offset']);
  };
  const year = yearOf(parts);
  if (year !== undefined) return at(year);
  const latest = new Date(newest).getUTCFullYear();
  return at(latest) <= newest ? at(latest) : at(latest - 1);
}

function hourOf({ hour = '0', half }: Parts): number {
  if (half === undefined) return Number(hour);
  return (Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
}

function yearOf({ year, short }: Parts): number | undefined {
  if (year !== undefined) return Number(year);
  return short === undefined ? undefined : Number(short) + (Number(short) < 70 ? 2000 : 1900);
}

function offsetOf(text: string): Millis {
  const match = /^([+-])(\d{2}):?(\d{2})$/.exec(text);
  return match ? (Number(match[2]) * 60 + Number(match[3])) * 60_000 * (match[1] === '-' ? -1 : 1) : 0;
}
