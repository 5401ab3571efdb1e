import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { Fault } from '../../../collector/config/read-yaml';
import { EXIT } from '../../owner/command';
import { shared, type Session, type SharedOptions } from '../session';
import { otlpAddress } from '../../owner/receive';
import { receive } from '../start/receive';
import { untilEnded } from '../start/until-ended';
import { portOrOff, wholeNumber } from '../values';

const DEFAULT_FILE = 'collector.yaml';

interface CollectorOptions extends SharedOptions {
  readonly otlpPort?: number;
  readonly otlpGrpcPort?: number | 'off';
}

export function addCollector(program: Command, session: Session): void {
  const collector = program
    .command('collector')
    .summary('receive without scoring')
    .description('Receives what collector.yaml lists, and OTLP, into the data directory or the cluster. Scores nothing: `habitus serve` does both.');
  shared(collector.command('run', { isDefault: true }).argument('[file]', `what to receive (default: ./${DEFAULT_FILE} when there is one, or as configured)`))
    .option('--otlp-port <port>', 'port of OTLP/HTTP and the webhooks (default: 4318)', wholeNumber(0, 65_535))
    .option('--otlp-grpc-port <port>', 'port of OTLP/gRPC, or off (default: the one below, 4317)', portOrOff)
    .summary('receive until it is ended')
    .description('Receives until it is ended; what has arrived is taken then.')
    .addHelpText('after', '\nExamples:\n  $ habitus collector\n  $ habitus collector run collector.yaml --otlp-port 14318\n')
    .action((file: string | undefined, options: CollectorOptions) => run(file, options, session));
  shared(collector.command('check').argument('[file]', `(default: ./${DEFAULT_FILE})`))
    .summary('check collector.yaml')
    .description('Tells all that is wrong in the file, with its line, and secrets and certificates that are not there. Ends in 1 when something is.')
    .addHelpText('after', '\nExamples:\n  $ habitus collector check\n  $ habitus collector check collector.yaml --json | jq .line\n')
    .action((file: string | undefined, options: SharedOptions) => check(file, options, session));
}

async function run(file: string | undefined, { otlpPort, otlpGrpcPort, ...options }: CollectorOptions, session: Session): Promise<void> {
  const io = session.io(options);
  const collector = file ?? (existsSync(DEFAULT_FILE) ? DEFAULT_FILE : undefined);
  const config = session.config(options, { 'otlp.port': otlpPort, 'otlp.grpcPort': otlpGrpcPort, collector });
  const habitus = await session.own(config);
  try {
    await receive(habitus, otlpAddress(config.values), io);
    await untilEnded(io.signal);
  } finally {
    await habitus.close();
  }
}

async function check(file: string | undefined, options: SharedOptions, session: Session): Promise<void> {
  const io = session.io(options);
  const path = resolve(file ?? session.config(options).values.collector ?? DEFAULT_FILE);
  const { checkCollectorConfig } = await import('../../../collector/config/read');
  const faults = checkCollectorConfig(path, session.stdio.env);
  if (faults.length > 0) session.exitCode = EXIT.foundWrong;
  if (io.json) for (const fault of faults) await io.out(`${JSON.stringify(fault)}\n`);
  else await io.out(faults.length === 0 ? `${path}: good\n` : faults.map(inWords).join(''));
}

function inWords({ file, line, key, expected, got }: Fault): string {
  return `${file}:${line}: ${key === '' ? '' : `${key}: `}expected ${expected}, got ${got}\n`;
}
