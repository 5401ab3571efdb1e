import type { Command } from 'commander';
import type { AnomalyArgs } from '../../owner/commands/span';
import { given } from '../../owner/given';
import { shared, type Session, type SharedOptions } from '../session';
import { entityOption, scoreOption, wholeNumber } from '../values';
import { withSpan } from './span';

const SHOWN = 20;
const ALL = 1_000_000;

export function addAnomalies(program: Command, session: Session): void {
  shared(
    withSpan(
      program
        .command('anomalies')
        .option('--entity <type:id>', 'of this entity only', entityOption)
        .option('--min-score <score>', 'of at least this score, 0 to 100', scoreOption)
        .option('--limit <n>', `at most so many (default: ${SHOWN}, with --json all)`, wholeNumber(1, ALL))
    )
  )
    .summary('what was unusual, highest score first')
    .description('What was unusual: one row per entity and hour, highest score first.')
    .addHelpText('after', EXAMPLES)
    .action((all: Partial<AnomalyArgs> & SharedOptions) => {
      const { since, until, entity, minScore, limit = all.json === true ? ALL : SHOWN, ...options } = all;
      return session.run('anomalies', { limit, ...given({ since, until, entity, minScore }) }, options);
    });
}

const EXAMPLES = `
Examples:
  $ habitus anomalies
  $ habitus anomalies --entity address:203.0.113.7 --min-score 60
  $ habitus anomalies --json | head -1 | jq -r .id | xargs habitus explain
`;
