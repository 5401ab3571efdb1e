import type { Command } from 'commander';
import { shared, type Session, type SharedOptions } from '../session';
import { serve } from '../start/serve';
import { wholeNumber } from '../values';

export function addServe(program: Command, session: Session): void {
  shared(program.command('serve').option('--otlp-port <port>', 'port of the OTLP/HTTP receiver (default: 4318)', wholeNumber(0, 65_535)))
    .summary('receive and score without Grafana')
    .description('Owns the data directory: receives OTLP/HTTP, closes hours, scores, and answers other commands through the control socket.')
    .addHelpText('after', EXAMPLES)
    .action(async ({ otlpPort, ...options }: SharedOptions & { readonly otlpPort?: number }) => {
      const config = session.config(options, { 'otlp.port': otlpPort });
      const habitus = await session.own(config);
      try {
        await serve(habitus, { host: config.values['otlp.host'], port: config.values['otlp.port'] }, session.io(options));
      } finally {
        await habitus.close();
      }
    });
}

const EXAMPLES = `
Examples:
  $ habitus serve
  $ habitus serve --data-dir /var/lib/habitus --otlp-port 14318
`;
