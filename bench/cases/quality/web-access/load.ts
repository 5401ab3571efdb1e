import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCsv, readText } from '../data-set';

export interface Visits {
  readonly lines: readonly string[];
  /** By address: whether it is a bot. Addresses that the publisher left out are not among them. */
  readonly bots: ReadonlyMap<string, boolean>;
}

/** The access log with every user agent replaced by `-`, as the labels were made from it. */
export function readVisits(dir: string): Visits {
  const lines = readText(join(dir, 'access.log.gz')).trim().split('\n');
  const labels = readCsv(join(dir, 'labels_by_ip.csv')).filter(({ label }) => label !== 'exclude');
  return { lines: lines.map(withoutAgent), bots: new Map(labels.map(({ ip = '', label }) => [ip, label === 'bot'])) };
}

export function withoutAgent(line: string): string {
  return line.replace(/"[^"]*"\s*$/, '"-"');
}

export function writeVisits({ lines }: Visits, file: string): string {
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
}
