import { resolve } from 'node:path';
import type { Command } from 'commander';
import { shared, type Session } from '../session';
import { home } from '../home';
import type { StartPlan } from '../start/plan';
import { start } from '../start/start';
import { otlpAddress } from '../../owner/receive';
import { portOrOff, wholeNumber } from '../values';
import { importArgs, withImportOptions, type ImportOptions } from './import';

interface StartOptions extends ImportOptions {
  readonly import?: readonly string[];
  readonly once?: boolean;
  readonly preview: boolean;
  readonly port?: number;
  readonly otlpPort?: number;
  readonly otlpGrpcPort?: number | 'off';
  readonly seed: number;
}

const port = wholeNumber(0, 65_535);

export function addStart(program: Command, session: Session): void {
  shared(
    withImportOptions(
      program
        .command('start')
        .option('--import <path...>', 'files or folders to start with, instead of the demo organisation')
        .option('--once', 'end when the result is printed')
        .option('--port <port>', 'port of the preview; the next free one when it is taken (default: 3000)', port)
        .option('--otlp-port <port>', 'port of the OTLP/HTTP receiver (default: 4318)', port)
        .option('--otlp-grpc-port <port>', 'port of the OTLP/gRPC receiver, or off (default: the one below, 4317)', portOrOff)
        .option('--no-preview', 'receive and score in this process, without the preview')
        .option('--seed <n>', 'which demo organisation', wholeNumber(0, 0xffff_ffff), 1)
    )
  )
    .summary('everything: import, learn, print what is unusual, show it in a browser')
    .description(
      'Fills the data directory with the demo organisation, or with your own logs, learns what is normal, prints what is not, and starts the preview:\n' +
        'a stand-in for Grafana with the real app and the real backend in it, which goes on receiving OTLP. A data directory that holds data is used as it is.'
    )
    .addHelpText('after', EXAMPLES)
    .action((options: StartOptions) => start(planOf(options, session), session, home(), session.io(options)));
}

function planOf(options: StartOptions, session: Session): StartPlan {
  const config = session.config(options, { 'preview.port': options.port, 'otlp.port': options.otlpPort, 'otlp.grpcPort': options.otlpGrpcPort });
  const { values, origins } = config;
  return {
    dataDir: resolve(values.dataDir),
    dataDirIsDefault: origins.some(({ key, origin }) => key === 'dataDir' && origin === 'default'),
    config,
    logs: options.import === undefined ? undefined : importArgs(options.import, options, session),
    once: options.once === true,
    preview: options.preview,
    port: values['preview.port'],
    otlp: otlpAddress(values),
    seed: options.seed,
  };
}

const EXAMPLES = `
Examples:
  $ npm start                                          the demo organisation
  $ npm start -- --import /var/log/auth.log            your own logs
  $ npm start -- --import export.ndjson --once         end when the result is printed
  $ npm start -- --no-preview --otlp-port 14318        without a browser
`;
