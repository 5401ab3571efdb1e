import type { Command } from 'commander';
import type { AnomalyArgs } from '../../owner/commands/span';
import { given } from '../../owner/given';
import { shared, type Session, type SharedOptions } from '../session';
import { entityOption, scoreOption, wholeNumber } from '../values';
import { withSpan } from './span';

const SHOWN = 20;
const ALL = 1_000_000;

/** What a command that lists by score says of itself. */
interface Ranked {
  readonly name: 'anomalies' | 'cases';
  readonly entity: string;
  readonly minScore: string;
  readonly summary: string;
  readonly description: string;
  readonly examples: string;
}

/** A command that lists what was unusual, highest score first: of a span, an entity, a least score; so many, or with `--json` all. */
export function addRanked(program: Command, session: Session, { name, entity, minScore, summary, description, examples }: Ranked): void {
  shared(
    withSpan(
      program
        .command(name)
        .option('--entity <type:id>', entity, entityOption)
        .option('--min-score <score>', minScore, scoreOption)
        .option('--limit <n>', `at most so many (default: ${SHOWN}, with --json all)`, wholeNumber(1, ALL))
    )
  )
    .summary(summary)
    .description(description)
    .addHelpText('after', examples)
    .action((all: Partial<AnomalyArgs> & SharedOptions) => {
      const { since, until, entity: of, minScore: least, limit = all.json === true ? ALL : SHOWN, ...options } = all;
      return session.run(name, { limit, ...given({ since, until, entity: of, minScore: least }) }, options);
    });
}
