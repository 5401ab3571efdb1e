import type { Command } from 'commander';
import { shared, type Session, type SharedOptions } from '../session';

export function addExplain(program: Command, session: Session): void {
  shared(program.command('explain').argument('<id>', 'id of an anomaly'))
    .summary('one anomaly in words, with its arithmetic')
    .description('Says in words why something is unusual, with every number of its receipt.')
    .addHelpText('after', EXAMPLES)
    .action((id: string, options: SharedOptions) => session.run('explain', { id }, options));
}

const EXAMPLES = `
Examples:
  $ habitus anomalies --json --limit 1 | jq -r .id
  $ habitus explain 5f2c9d0a1b3e4f60
`;
