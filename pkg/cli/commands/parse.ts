import { createReadStream, existsSync } from 'node:fs';
import type { Command } from 'commander';
import { parseRecords } from '../../../collector/parse-records';
import { SOURCES } from '../../../collector/sources/registry';
import { HabitusError } from '../../errors';
import { given } from '../../owner/given';
import type { Session } from '../session';
import { wholeNumber, zoneOption } from '../values';

interface ParseOptions {
  readonly year?: number;
  readonly zone?: string;
  readonly json?: boolean;
}

export function addParse(program: Command, session: Session): void {
  program
    .command('parse')
    .argument('[source]', `what wrote the lines: ${SOURCES.map(({ name }) => name).join(', ')} (default: guessed)`)
    .argument('[file]', 'a file (default: standard input)')
    .summary('show the event beside each line, without storing anything')
    .description('Reads lines through parse and clean only: of each the raw line with its event, or why there is none.')
    .option('--year <year>', 'year of lines that do not say it (default: this one, or the last)', wholeNumber(1970, 9999))
    .option('--zone <zone>', 'time zone of lines that do not say it (default: UTC)', zoneOption)
    .option('--json', 'one JSON object a line: {source, raw, event} or {source, raw, rejection: {code, reason}}')
    .addHelpText('after', EXAMPLES)
    .action(async (first: string | undefined, second: string | undefined, options: ParseOptions) => {
      await parse(session, first, second, options);
    });
}

async function parse(session: Session, first: string | undefined, second: string | undefined, { year, zone, json = false }: ParseOptions): Promise<void> {
  const named = SOURCES.some(({ name }) => name === first);
  const file = named ? second : first;
  const shown = (record: unknown): string => `${JSON.stringify(record, undefined, json ? 0 : 2)}\n`;
  if (file !== undefined && !existsSync(file)) throw new HabitusError('HAB-CLI-002', file, 'the name of a source, or a file that can be read');
  const input = file === undefined ? (session.stdio.stdin as AsyncIterable<Uint8Array>) : createReadStream(file);
  const { stdout } = session.stdio;
  for await (const record of parseRecords(named ? first : undefined, input, { now: Date.now(), ...given({ year, zone }) })) {
    if (session.stop.signal.aborted) return;
    if (!stdout.write(shown(record))) await new Promise((resolve) => stdout.once('drain', resolve));
  }
}

const EXAMPLES = `
Examples:
  $ habitus parse sshd < /var/log/auth.log
  $ tail -n 5 access.log | habitus parse --json | jq .event.source
`;
