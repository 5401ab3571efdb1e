import type { Command } from 'commander';
import { HabitusError } from '../../errors';
import { DAY, type EntityRef, type Millis } from '../../model';
import { given } from '../../owner/given';
import { shared, type Session, type SharedOptions } from '../session';
import { durationOption, entityOption, wholeNumber } from '../values';

interface ForecastOptions extends SharedOptions {
  readonly entity?: EntityRef;
  readonly feature?: string;
  readonly horizon: Millis;
  readonly level: number;
  readonly limit: number;
}

const MOST = 31 * DAY;

export function addForecast(program: Command, session: Session): void {
  shared(
    program
      .command('forecast')
      .option('--entity <type:id>', 'of this entity; without it, of those of whom most is expected', entityOption)
      .option('--feature <id>', 'of this feature; with an entity, bucket by bucket')
      .option('--horizon <span>', 'how far, as 24h or 7d, at most 31d', durationOption, DAY)
      .option('--level <percent>', 'how much of the future the interval is to hold', wholeNumber(50, 99), 90)
      .option('--limit <n>', 'entities a feature, where none is named', wholeNumber(1, 1_000), 20)
  )
    .summary('what the baselines expect of the hours to come')
    .description('Projects each baseline beyond what was learnt, with an interval: bucket by bucket of one entity and feature, in all of several.')
    .addHelpText('after', EXAMPLES)
    .action(({ entity, feature, horizon, level, limit, ...options }: ForecastOptions) => {
      if (horizon > MOST) throw new HabitusError('HAB-CLI-001', `--horizon ${horizon / DAY}d`, 'at most 31d');
      return session.run('forecast', { horizon, level: level / 100, limit, ...given({ entity, feature }) }, options);
    });
}

const EXAMPLES = `
Examples:
  $ habitus forecast --entity user:jweber --feature logins-succeeded-per-user
  $ habitus forecast --feature logins-failed-per-user --horizon 7d --json
`;
