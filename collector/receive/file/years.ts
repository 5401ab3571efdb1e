import { latestYear } from '../../sources/sshd/assumed-time';
import { MONTHS } from '../../sources/sshd/header';
import { LineSplitter } from './line-splitter';
import { openContent } from './read-file';

/** Follows the months of lines without a year: from December to January, a year passes; a line of December behind one of January is late. */
export class YearCounter {
  private month: number | undefined;

  public constructor(public year: number) {}

  /** @param month 0 to 11, or undefined for a line that has none */
  public see(month: number | undefined): void {
    if (month === undefined) return;
    if (this.month !== undefined && month < this.month - 6) this.year++;
    else if (this.month === JANUARY && month === DECEMBER) this.year--;
    this.month = month;
  }
}

/** 0 to 11 for a line that begins as RFC 3164 does, without a year. */
export function monthOf(bytes: Uint8Array, start: number): number | undefined {
  const open = bytes[start] === 0x3c ? bytes.indexOf(0x3e, start) + 1 : start;
  const month = MONTHS.indexOf(String.fromCharCode(bytes[open] ?? 0, bytes[open + 1] ?? 0, bytes[open + 2] ?? 0));
  return month < 0 || bytes[open + 3] !== 0x20 ? undefined : month;
}

/** The year of the first line: the latest that puts no line after the file's modification time. Reads the file once. Undefined when no line lacks its year. */
export async function firstYear(path: string, modified: number): Promise<number | undefined> {
  const counter = new YearCounter(0);
  let newest: { month: number; day: number } | undefined;
  let leap: number | undefined;
  const splitter = new LineSplitter({
    line: (bytes, start) => {
      const month = monthOf(bytes, start);
      if (month === undefined) return;
      counter.see(month);
      newest = { month, day: dayOf(bytes, start) };
      if (month === FEBRUARY && newest.day === 29) leap = counter.year;
    },
    tooLong: () => undefined,
  });
  try {
    for await (const chunk of (await openContent(path)).content) splitter.push(chunk as Buffer);
  } catch {
    // A damaged archive: the lines before the damage decide.
  }
  splitter.end();
  if (newest === undefined) return undefined;
  const first = latestYear(newest, modified) - counter.year;
  return leap === undefined ? first : withLeapDay(first, leap);
}

const JANUARY = 0;
const FEBRUARY = 1;
const DECEMBER = 11;

/** The day of a line that {@link monthOf} knows. */
function dayOf(bytes: Uint8Array, start: number): number {
  const at = (bytes[start] === 0x3c ? bytes.indexOf(0x3e, start) + 1 : start) + 4;
  return Number(String.fromCharCode(bytes[at] ?? 0, bytes[at + 1] ?? 0)) || 1;
}

/** The latest year, not after `first`, by which the year that is `passed` years later has a 29 February. */
function withLeapDay(first: number, passed: number): number {
  let year = first;
  while (new Date(Date.UTC(year + passed, FEBRUARY, 29)).getUTCMonth() !== FEBRUARY) year--;
  return year;
}
