import { createReadStream } from 'node:fs';
import { access, constants } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { Command } from 'commander';
import type { ParsedRecord } from '../../../collector/collector';
import { parseRecords } from '../../../collector/parse-records';
import { SOURCES } from '../../../collector/sources/registry';
import { HabitusError } from '../../errors';
import type { CommandIo } from '../../owner/command';
import { given } from '../../owner/given';
import { counts } from '../../owner/words';
import { shared, type Session, type SharedOptions } from '../session';
import { wholeNumber, zoneOption } from '../values';

interface ParseOptions extends SharedOptions {
  readonly mapping?: string;
  readonly year?: number;
  readonly zone?: string;
}

const NAMES = SOURCES.map(({ name }) => name);

export function addParse(program: Command, session: Session): void {
  shared(
    program
      .command('parse')
      .argument('[source]', `what wrote the lines: ${NAMES.join(', ')} (default: guessed)`)
      .argument('[file]', 'plain or .gz (default: standard input)')
      .option('--mapping <file>', 'the input is CSV: how its columns become records (docs/collector.md)')
      .option('--year <year>', 'year of lines that do not say it (default: this one, or the last)', wholeNumber(1970, 9999))
      .option('--zone <zone>', 'time zone of lines that do not say it (default: UTC)', zoneOption)
  )
    .summary('show what becomes of each line, without storing anything')
    .description('Reads lines through parse and clean only: of each the event in ECS, or why there is none.')
    .addHelpText('after', EXAMPLES)
    .action(async (first: string | undefined, second: string | undefined, options: ParseOptions) => {
      const { source, file } = sourceAndFile(first, second);
      const { values } = session.config(options, { 'import.source': source, 'import.year': options.year, 'import.zone': options.zone });
      const reading = given({ mapping: options.mapping, year: values['import.year'], zone: values['import.zone'] });
      await printRecords(parseRecords(values['import.source'], await inputOf(file, session), { now: Date.now(), ...reading }), session.io(options));
    });
}

/** `parse FILE` works too: a first word that is no source is the file. @throws HabitusError HAB-CLI-001 */
export function sourceAndFile(first: string | undefined, second: string | undefined): { source: string | undefined; file: string | undefined } {
  const isSource = first !== undefined && NAMES.includes(first);
  if (second !== undefined && !isSource) throw new HabitusError('HAB-CLI-001', first, `a source: ${NAMES.join(', ')}`);
  return isSource ? { source: first, file: second } : { source: undefined, file: first };
}

async function inputOf(file: string | undefined, session: Session): Promise<AsyncIterable<Uint8Array>> {
  if (file === undefined || file === '-') return session.stdio.stdin as Readable;
  await access(file, constants.R_OK).catch((error: unknown) => {
    throw new HabitusError('HAB-CLI-002', file, `a source (${NAMES.join(', ')}), or a file that can be read`, { cause: error });
  });
  const bytes = createReadStream(file);
  if (!file.endsWith('.gz')) return bytes;
  const plain = createGunzip();
  // The reader of `plain` is told what goes wrong; here it only must not stay unhandled.
  void pipeline(bytes, plain).catch(() => undefined);
  return plain;
}

async function printRecords(records: AsyncIterable<ParsedRecord>, io: CommandIo): Promise<void> {
  const tally = { events: 0, dropped: 0, rejected: 0 };
  for await (const record of records) {
    if (io.signal.aborted) return;
    tally['event' in record ? 'events' : 'dropped' in record ? 'dropped' : 'rejected']++;
    await io.out(io.json ? `${JSON.stringify(record)}\n` : inWords(record));
  }
  io.err(`${counts(tally) || 'no lines'}\n`);
}

function inWords(record: ParsedRecord): string {
  if ('event' in record) return `${record.raw}\n${JSON.stringify(record.event, undefined, 2)}\n`;
  if ('dropped' in record) return `${record.raw}\n  dropped: ${record.dropped}\n`;
  return `${record.raw}\n  rejected: ${record.rejection.code}, ${record.rejection.reason}\n`;
}

const EXAMPLES = `
Examples:
  $ habitus parse sshd < /var/log/auth.log
  $ tail -n 5 access.log | habitus parse --json | jq .event.source
  $ habitus parse access.log.gz
`;
