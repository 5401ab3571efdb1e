import type { Command } from 'commander';
import { HabitusError } from '../../errors';
import type { Millis } from '../../model';
import type { DeadLettersArgs } from '../../owner/commands/dead-letters';
import { given } from '../../owner/given';
import { shared, type Session, type SharedOptions } from '../session';
import { momentOption, wholeNumber } from '../values';

const SHOWN = 20;

interface SelectionOptions extends SharedOptions {
  readonly all?: boolean;
  readonly code?: string;
  readonly source?: string;
  readonly place?: string;
  readonly since?: Millis;
  readonly until?: Millis;
  readonly as?: string;
  readonly limit?: number;
}

export function addDeadLetters(program: Command, session: Session): void {
  const letters = program
    .command('dead-letters')
    .summary('records that were not understood')
    .description(
      'Records that were not understood are kept with their reason, up to 256 MiB. They can be listed, replayed once the reason is mended, or dropped.'
    );
  selected(letters.command('list'), session, 'list', `[id...]`)
    .option('--limit <n>', `print at most so many (default: ${SHOWN}, with --json all)`, wholeNumber(1, 1_000_000))
    .summary('show them with their reasons')
    .description('Shows records with their reasons, the oldest first, and how many there are of each code.')
    .addHelpText('after', '\nExamples:\n  $ habitus dead-letters list\n  $ habitus dead-letters list --code HAB-PARSE-002 --json | jq -r .raw\n');
  selected(letters.command('replay'), session, 'replay', '[id...]')
    .option('--all', 'all of them')
    .option('--as <source>', 'read them by this source instead of the one that refused them')
    .summary('send them through again')
    .description('Sends records through the whole collector again. What is refused again stays, and the command ends in 1.')
    .addHelpText('after', '\nExamples:\n  $ habitus dead-letters replay --all\n  $ habitus dead-letters replay --place "webhook intern" --as okta\n');
  selected(letters.command('drop'), session, 'drop', '[id...]')
    .option('--all', 'all of them')
    .summary('throw them away')
    .description('Throws records away for good.')
    .addHelpText('after', '\nExamples:\n  $ habitus dead-letters drop 5f2c9d0a1b3e\n  $ habitus dead-letters drop --until 2026-01-01\n');
}

function selected(command: Command, session: Session, action: DeadLettersArgs['action'], ids: string): Command {
  return shared(command.argument(ids, 'ids as `list` shows them'))
    .option('--code <code>', 'with this code, as HAB-PARSE-003')
    .option('--source <name>', 'refused by this source')
    .option('--place <text>', 'whose place begins so: a file, `webhook stripe`, `syslog udp`')
    .option('--since <time>', 'kept at or after this time', momentOption)
    .option('--until <time>', 'kept before this time', momentOption)
    .action((named: string[], options: SelectionOptions) => session.run('dead-letters', argsOf(action, named, options), options));
}

function argsOf(action: DeadLettersArgs['action'], named: readonly string[], options: SelectionOptions): DeadLettersArgs {
  const { all, code, source, place, since, until, as, json } = options;
  const selection = given({ ids: named.length > 0 ? named : undefined, code, source, place, since, until });
  if (action !== 'list' && Object.keys(selection).length > 0 === (all === true)) {
    throw new HabitusError('HAB-CLI-001', all === true ? '--all and a selection' : 'nothing', 'ids, a selection, or --all');
  }
  const limit = action === 'list' ? (options.limit ?? (json === true ? undefined : SHOWN)) : undefined;
  return { action, selection, ...given({ as, limit }) };
}
