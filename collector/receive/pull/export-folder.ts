import { stat } from 'node:fs/promises';
import { relative } from 'node:path';
import { HabitusError } from '../../../pkg/errors';
import type { Source } from '../../sources/source';
import { firstBytes, listFiles, openContent, type InputFile } from '../file/read-file';
import { linesOf } from './lines';
import type { Page, PullStream } from './service';

/** A folder, or a bucket that is mounted, into which a service exports. */
export interface ExportFolder {
  readonly name: string;
  readonly source: Source;
  readonly path: string;
  /** Which files are tables of the export, by their path in the folder. */
  readonly isTable: (path: string) => boolean;
}

/** What is remembered of files, the newest by name: what falls out of it is read again, and its events are known by their ids. */
const MOST_FILES = 10_000;
/** Forms in which tables are exported too, and which are not read. */
const OTHER_FORM = /\.(?:avro|parquet|csv|snappy|deflate)(?:\.\w{1,8})?$/i;

/**
 * The files of an export, each read once, and again when it was written anew: late rows are rewritten tables, and the rows that were there before have the
 * same ids. A file that changes while it is read, ends in half a line or is a broken archive is read again until it does not.
 */
export function exportFolder({ name, source, path, isTable }: ExportFolder): PullStream {
  /** Files that could not be read whole, in the state in which they were found so. */
  const broken = new Map<string, string>();
  return {
    name,
    source,
    async *pages(cursor, now): AsyncIterable<Page> {
      const read = new Map(Object.entries(JSON.parse(cursor.link ?? '{}') as Record<string, string>));
      const files = (await listFiles([path])).filter((file) => isTable(relative(path, file.path)));
      const faults: string[] = [];
      for (const file of files) {
        const key = relative(path, file.path);
        if (read.get(key) === stateOf(file)) continue;
        if (OTHER_FORM.test(key)) {
          faults.push(`${key} in another form than JSON lines`);
          continue;
        }
        const again = broken.get(key) === stateOf(file);
        const fault = yield* pagesOf(file, again);
        if (fault !== undefined) {
          broken.set(key, stateOf(file));
          faults.push(`${key}: ${fault}`);
          continue;
        }
        broken.delete(key);
        read.set(key, stateOf(file));
        yield { records: [], cursor: { from: now, link: remembered(read) } };
      }
      if (faults.length > 0) throw new HabitusError('HAB-RECV-009', faults.slice(0, 3).join('; '), `whole files of JSON lines, plain or .gz, in ${name}`);
    },
  };
}

/** @param again nobody wrote to it since it was found broken: what it ends in is its end @returns why it has to be read again; what could be read is taken all the same */
async function* pagesOf(file: InputFile, again: boolean): AsyncGenerator<Page, string | undefined> {
  let last: Buffer | undefined;
  if (again && (await isPacked(file))) return 'still a broken archive';
  try {
    const { content } = await openContent(file.path);
    for await (const batch of linesOf(content as AsyncIterable<Uint8Array>)) {
      const records = last === undefined ? batch.records : [last, ...batch.records];
      last = records.at(-1);
      yield { records: records.slice(0, -1), tooLong: batch.tooLong };
    }
  } catch (cause) {
    return (cause as Error).message;
  }
  if (last !== undefined && !again && !isWhole(last)) return 'its last line is not whole yet';
  if (last !== undefined) yield { records: [last] };
  const after = await stat(file.path).catch(() => undefined);
  return after !== undefined && stateOf({ path: file.path, bytes: after.size, modified: after.mtimeMs }) === stateOf(file)
    ? undefined
    : 'it was written to meanwhile';
}

async function isPacked({ path }: InputFile): Promise<boolean> {
  const [first, second] = await firstBytes(path, 2);
  return (first === 0x1f && second === 0x8b) || (first === 0x28 && second === 0xb5);
}

function isWhole(line: Buffer): boolean {
  try {
    JSON.parse(line.toString('utf8'));
    return true;
  } catch {
    return false;
  }
}

function stateOf({ bytes, modified }: InputFile): string {
  return `${bytes} ${modified}`;
}

function remembered(read: ReadonlyMap<string, string>): string {
  return JSON.stringify(Object.fromEntries([...read].sort(([one], [other]) => (one < other ? -1 : 1)).slice(-MOST_FILES)));
}
