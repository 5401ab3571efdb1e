import { join } from 'node:path';
import type { Millis } from '../../../../pkg/model';
import { readText } from '../data-set';
import type { TimedLine } from '../live';

/** The log does not say its year. */
export const YEAR = 2017;

/** A try to sign in, as a line of the log tells of it. */
export interface Try {
  /** Which line. */
  readonly line: number;
  readonly at: Millis;
  readonly address: string;
  readonly success: boolean;
}

export interface AuthLog {
  readonly lines: readonly TimedLine[];
  readonly tries: readonly Try[];
}

export function logFile(dir: string): string {
  return join(dir, 'auth.log.gz');
}

export function readAuthLog(dir: string): AuthLog {
  const lines = readText(logFile(dir))
    .trim()
    .split('\n')
    .map((line): TimedLine => ({ at: Date.parse(`${line.slice(0, 6)} ${YEAR} ${line.slice(7, 15)} UTC`), line }));
  return { lines, tries: lines.flatMap(tryOf) };
}

/** What is known of the log is known of these lines; nothing of the product reads them this way. */
function tryOf({ at, line }: TimedLine, number: number): Try[] {
  const [, what = '', address = ''] = /sshd\[\d+\]: (Failed|Invalid user|Accepted)\b.* from ([\d.]+)/.exec(line) ?? [];
  return what === '' ? [] : [{ line: number, at, address, success: what === 'Accepted' }];
}
