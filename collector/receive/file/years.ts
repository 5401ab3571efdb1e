import { latestYear } from '../../sources/sshd/assumed-time';
import { MONTHS } from '../../sources/sshd/header';
import { LineSplitter } from './line-splitter';
import { openContent } from './read-file';

/** Follows the months of lines without a year: from December to January, a year passes. */
export class YearCounter {
  private month: number | undefined;

  public constructor(public year: number) {}

  /** @param month 0 to 11, or undefined for a line that has none */
  public see(month: number | undefined): void {
    if (month === undefined) return;
    if (this.month !== undefined && month < this.month - 6) this.year++;
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
  const splitter = new LineSplitter({
    line: (bytes, start) => {
      const month = monthOf(bytes, start);
      if (month === undefined) return;
      counter.see(month);
      newest = { month, day: Number(String.fromCharCode(bytes[start + 4] ?? 0, bytes[start + 5] ?? 0)) || 1 };
    },
    tooLong: () => undefined,
  });
  try {
    for await (const chunk of (await openContent(path)).content) splitter.push(chunk as Buffer);
  } catch {
    // A damaged archive: the lines before the damage decide.
  }
  splitter.end();
  return newest === undefined ? undefined : latestYear(newest, modified) - counter.year;
}
