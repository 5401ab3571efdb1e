import type { Command } from 'commander';
import { shared, type Session, type SharedOptions } from '../session';
import { serve } from '../start/serve';
import { otlpAddress } from '../../owner/receive';
import { portOrOff, wholeNumber } from '../values';

export function addServe(program: Command, session: Session): void {
  shared(
    program
      .command('serve')
      .option('--otlp-port <port>', 'port of the OTLP/HTTP receiver (default: 4318)', wholeNumber(0, 65_535))
      .option('--otlp-grpc-port <port>', 'port of the OTLP/gRPC receiver, or off (default: the one below, 4317)', portOrOff)
  )
    .summary('receive and score without Grafana')
    .description('Owns the data directory: receives OTLP, closes hours, scores, and answers other commands through the control socket.')
    .addHelpText('after', EXAMPLES)
    .action(async ({ otlpPort, otlpGrpcPort, ...options }: SharedOptions & { readonly otlpPort?: number; readonly otlpGrpcPort?: number | 'off' }) => {
      const config = session.config(options, { 'otlp.port': otlpPort, 'otlp.grpcPort': otlpGrpcPort });
      const habitus = await session.own(config);
      try {
        await serve(habitus, otlpAddress(config.values), session.io(options));
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
