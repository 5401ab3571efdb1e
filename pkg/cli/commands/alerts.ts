import type { Command } from 'commander';
import { shared, type Session, type SharedOptions } from '../session';

export function addAlerts(program: Command, session: Session): void {
  shared(program.command('alerts'))
    .summary('what an alert rule fires for now')
    .description(
      'Cases that are rare among all that is watched in their hour, as many as the budget of the day admits: the most critical and the rarest first. Each is listed until ' +
        'somebody calls one of its anomalies benign or snoozes it, or until it was quiet for four hours. Whoever asks first, this command or an alert rule, admits; that is final.'
    )
    .addHelpText('after', EXAMPLES)
    .action((options: SharedOptions) => session.run('alerts', { now: Date.now() }, options));
}

const EXAMPLES = `
Examples:
  $ habitus alerts
  $ habitus alerts --json | jq -r 'select(.alert == "firing") | [.score, .entity.id, .reason] | @tsv'
`;
