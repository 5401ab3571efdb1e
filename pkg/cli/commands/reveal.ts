import { userInfo } from 'node:os';
import type { Command } from 'commander';
import type { Millis } from '../../model';
import { given } from '../../owner/given';
import { shared, type Session, type SharedOptions } from '../session';
import { durationOption, momentOption } from '../values';

export function addReveal(program: Command, session: Session): void {
  shared(
    program
      .command('reveal')
      .argument('<token>', 'as it is shown: user-calm-otter-4f2akz7q9m')
      .requiredOption('--reason <text>', 'why, for the audit trail')
      .option('--for <time>', 'how long it may be known: 15m, 2h, at most 24h (default: 15m)', durationOption)
  )
    .summary('the original of a pseudonym')
    .description('Tells whom a token stands for, in a namespace with pseudonyms. Who asked, when, why and until when is in the audit trail before it is told.')
    .addHelpText('after', '\nExamples:\n  $ habitus reveal user-calm-otter-4f2akz7q9m --reason "case 17: lock the account"\n')
    .action((token: string, { reason, for: lasts, ...options }: SharedOptions & { readonly reason: string; readonly for?: Millis }) =>
      session.run('reveal', { token, reason, by: `cli:${userInfo().username}`, at: Date.now(), ...given({ lasts }) }, options)
    );
}

export function addAudit(program: Command, session: Session): void {
  shared(
    program
      .command('audit')
      .option('--since <time>', 'at or after this time', momentOption)
      .option('--until <time>', 'before this time', momentOption)
      .option('--by <who>', 'of one person: a login of Grafana, or cli:NAME')
  )
    .summary('who revealed what, and gave which verdict')
    .description('The audit trail, the oldest first: reveals of pseudonyms with their reasons, and verdicts.')
    .addHelpText('after', '\nExamples:\n  $ habitus audit --since 2026-11-01\n  $ habitus audit --json | jq "select(.did == \\"reveal\\")"\n')
    .action(({ since, until, by, ...options }: SharedOptions & { readonly since?: Millis; readonly until?: Millis; readonly by?: string }) =>
      session.run('audit', given({ since, until, by }), options)
    );
}
