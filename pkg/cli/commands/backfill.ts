import type { Command } from 'commander';
import type { BackfillArgs } from '../../owner/commands/backfill';
import { given } from '../../owner/given';
import { shared, type Session, type SharedOptions } from '../session';
import { withSpan } from './span';

export function addBackfill(program: Command, session: Session): void {
  shared(withSpan(program.command('backfill')))
    .summary('learn and score history in order')
    .description('Learns what is normal and scores history hour by hour, never looking ahead. An interrupted backfill goes on where it stopped.')
    .addHelpText('after', EXAMPLES)
    .action(({ since, until, ...options }: BackfillArgs & SharedOptions) => session.run('backfill', given({ since, until }), options));
}

const EXAMPLES = `
Examples:
  $ habitus backfill
  $ habitus backfill --until 2026-03-01 --json
`;
