import type { Command } from 'commander';
import { HabitusError } from '../../errors';
import { shared, type Session, type SharedOptions } from '../session';

export function addVerify(program: Command, session: Session): void {
  shared(program.command('verify').argument('[id...]', 'ids of anomalies').option('--all', 'every anomaly that is stored'))
    .summary('compute scores again, to the last digit')
    .description(
      'Computes every number of a receipt again: the observed value from the events while they are kept, all after it from the inputs and the epoch.\n' +
        'Ends in 1 only when a number differs.'
    )
    .addHelpText('after', EXAMPLES)
    .action((ids: string[], { all, ...options }: SharedOptions & { readonly all?: boolean }) => {
      if (ids.length > 0 === (all === true)) throw new HabitusError('HAB-CLI-001', ids.length > 0 ? 'ids and --all' : 'neither', 'ids of anomalies, or --all');
      return session.run('verify', { ids: all === true ? 'all' : ids }, options);
    });
}

const EXAMPLES = `
Examples:
  $ habitus verify --all
  $ habitus verify 5f2c9d0a1b3e4f60 --json
`;
