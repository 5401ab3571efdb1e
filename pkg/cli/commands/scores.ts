import type { Command } from 'commander';
import type { EntityRef, Millis } from '../../model';
import { given } from '../../owner/given';
import { shared, type Session, type SharedOptions } from '../session';
import { entityOption } from '../values';
import { withSpan } from './span';

interface ScoresOptions extends SharedOptions {
  readonly entity?: EntityRef;
  readonly feature?: string;
  readonly detector?: string;
  readonly since?: Millis;
  readonly until?: Millis;
}

export function addScores(program: Command, session: Session): void {
  shared(
    withSpan(
      program
        .command('scores')
        .option('--entity <type:id>', 'of this entity only', entityOption)
        .option('--feature <id>', 'of this feature only; * is the combination')
        .option('--detector <name>', 'of this detector only; combined is the combination')
    )
  )
    .summary('every scored observation, anomalous or not')
    .description('Every observation with what was expected of it and how unusual it was, in order of time, replayed from the roll-ups.')
    .addHelpText('after', EXAMPLES)
    .action(({ entity, feature, detector, since, until, ...options }: ScoresOptions) =>
      session.run('scores', given({ entity, feature, detector, since, until }), options)
    );
}

const EXAMPLES = `
Examples:
  $ habitus scores --entity user:jweber --since 2026-03-01
  $ habitus scores --detector combined --json | jq -c 'select(.score > 40)'
`;
