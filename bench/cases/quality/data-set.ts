import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** Where a labelled data set lies, or undefined; then it is said by name that its part of the bench is left out. */
export function dataSet(name: string): string | undefined {
  const dir = join(process.cwd(), '..', 'shared', 'data', name);
  if (existsSync(dir)) return dir;
  process.stderr.write(`quality: SKIPPED ${name}: expected its files in ../shared/data/${name}, found none\n`);
  return undefined;
}

/** Rows of a small CSV with a head, gzipped or not. Quotes are taken off; no value of ours holds a comma. */
export function readCsv(file: string): Record<string, string>[] {
  const [head = '', ...lines] = readText(file).trim().split(/\r?\n/);
  const names = head.split(',').map(bare);
  return lines.map((line) => {
    const cells = line.split(',').map(bare);
    return Object.fromEntries(names.map((name, i) => [name, cells[i] ?? '']));
  });
}

export function readText(file: string): string {
  const bytes = readFileSync(file);
  return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}

function bare(cell: string): string {
  return cell.replace(/^"(.*)"$/, '$1');
}
