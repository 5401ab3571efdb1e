import type { Command } from 'commander';
import { showConfig } from '../../config';
import { shared, type Session, type SharedOptions } from '../session';

export function addConfig(program: Command, session: Session): void {
  const config = program.command('config').summary('the configuration, each value with its origin').description('The configuration that commands run with.');
  shared(config.command('show'))
    .summary('print each value with its origin')
    .description('Prints each value with its origin: a flag goes before HABITUS_* before habitus.yaml before the default. Secrets are masked.')
    .addHelpText('after', EXAMPLES)
    .action(async (options: SharedOptions) => {
      const io = session.io(options);
      const rows = showConfig(session.config(options).origins);
      const width = Math.max(...rows.map(({ key }) => key.length));
      const shown = rows.map(({ value }) => (value === null ? '-' : typeof value === 'string' ? value : JSON.stringify(value)));
      const wide = Math.max(...shown.map((text) => text.length));
      for (const [i, row] of rows.entries()) {
        await io.out(io.json ? `${JSON.stringify(row)}\n` : `${row.key.padEnd(width)}  ${shown[i]!.padEnd(wide)}  ${row.origin}\n`);
      }
    });
}

const EXAMPLES = `
Examples:
  $ habitus config show
  $ HABITUS_OTLP_PORT=14318 habitus config show --json
`;
