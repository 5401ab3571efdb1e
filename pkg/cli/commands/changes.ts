import type { Command } from 'commander';
import type { EntityRef, Millis } from '../../model';
import { given } from '../../owner/given';
import { shared, type Session, type SharedOptions } from '../session';
import { entityOption } from '../values';
import { withSpan } from './span';

interface ChangesOptions extends SharedOptions {
  readonly entity?: EntityRef;
  readonly feature?: string;
  readonly since?: Millis;
  readonly until?: Millis;
}

export function addChanges(program: Command, session: Session): void {
  shared(
    withSpan(program.command('changes').option('--entity <type:id>', 'of this entity only', entityOption).option('--feature <id>', 'of this feature only'))
  )
    .summary('whose normal became another')
    .description(
      'Baselines follow what persists. This lists where they did: whose counts of the last two weeks differ lastingly, by half and more, from those of one to three\n' +
        'months ago; at once, or bit by bit, as somebody would who keeps below every threshold.'
    )
    .addHelpText('after', EXAMPLES)
    .action(({ entity, feature, since, until, ...options }: ChangesOptions) => session.run('changes', given({ entity, feature, since, until }), options));
}

const EXAMPLES = `
Examples:
  $ habitus changes --since 2026-03-01
  $ habitus changes --json | jq -c 'select(.kind == "creep" and .after > .before)'
`;
