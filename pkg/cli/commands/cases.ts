import type { Command } from 'commander';
import type { AnomalyArgs } from '../../owner/commands/span';
import { given } from '../../owner/given';
import { shared, type Session, type SharedOptions } from '../session';
import { entityOption, scoreOption, wholeNumber } from '../values';
import { withSpan } from './span';

const SHOWN = 20;
const ALL = 1_000_000;

export function addCases(program: Command, session: Session): void {
  shared(
    withSpan(
      program
        .command('cases')
        .option('--entity <type:id>', 'what this entity did in them', entityOption)
        .option('--min-score <score>', 'of anomalies of at least this score, 0 to 100', scoreOption)
        .option('--limit <n>', `at most so many (default: ${SHOWN}, with --json all)`, wholeNumber(1, ALL))
    )
  )
    .summary('incidents, highest score first')
    .description('Incidents, highest score first: anomalies of the same events seen from several entities, and of the hours before and after, as one row.')
    .addHelpText('after', EXAMPLES)
    .action((all: Partial<AnomalyArgs> & SharedOptions) => {
      const { since, until, entity, minScore, limit = all.json === true ? ALL : SHOWN, ...options } = all;
      return session.run('cases', { limit, ...given({ since, until, entity, minScore }) }, options);
    });
}

const EXAMPLES = `
Examples:
  $ habitus cases
  $ habitus cases --since 2026-11-01 --min-score 60
  $ habitus cases --json | jq -r '[.score, .entity.id, .reason] | @tsv'
`;
