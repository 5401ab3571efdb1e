import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { ImportArgs } from '../../owner/commands/import';
import { given } from '../../owner/given';
import { shared, type Session, type SharedOptions } from '../session';
import { wholeNumber, zoneOption } from '../values';

export interface ImportOptions extends SharedOptions {
  readonly source?: string;
  readonly mapping?: string;
  readonly year?: number;
  readonly zone?: string;
}

export function addImport(program: Command, session: Session): void {
  shared(withImportOptions(program.command('import').argument('<path...>', 'files, folders or archives (.gz, .zst, .zip, .tar.gz)')))
    .summary('read logs through the whole collector into the store')
    .description(
      'Reads files and folders through the whole collector: parse, clean, enrich, deduplicate, store. A second import of the same file stores nothing twice.\n' +
        'A line that nobody understands is kept as a dead letter and counted; the import never stops for one.'
    )
    .addHelpText('after', EXAMPLES)
    .action((paths: string[], options: ImportOptions) => session.run('import', importArgs(paths, options, session), options, true));
}

export function withImportOptions(command: Command): Command {
  return command
    .option('--source <name>', 'what wrote the files: sshd, web-access, ecs (default: guessed from the first lines)')
    .option('--mapping <file>', 'the files are CSV: how their columns become records (docs/collector.md)')
    .option('--year <year>', 'year of lines that do not say it (default: the latest that puts no line after the file)', wholeNumber(1970, 9999))
    .option('--zone <zone>', 'time zone of lines that do not say it, as Europe/Vienna (default: UTC)', zoneOption);
}

/** As the collector wants them: absolute paths, and what is configured where no flag was given. */
export function importArgs(paths: readonly string[], options: ImportOptions, session: Session): ImportArgs {
  const { values } = session.config(options, { 'import.source': options.source, 'import.year': options.year, 'import.zone': options.zone });
  const { 'import.source': source, 'import.year': year, 'import.zone': zone } = values;
  return {
    paths: paths.map((path) => resolve(path)),
    ...given({ source, mapping: options.mapping === undefined ? undefined : resolve(options.mapping), year, zone }),
  };
}

const EXAMPLES = `
Examples:
  $ habitus import /var/log/auth.log /var/log/nginx/
  $ habitus import --source sshd --year 2017 --zone Europe/Vienna auth.log.gz
  $ habitus import --mapping bank.yaml bookings.csv
  $ habitus import --json export.ndjson | jq .deadLettered
`;
