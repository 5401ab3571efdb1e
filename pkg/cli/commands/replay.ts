import { resolve } from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';
import type { Millis } from '../../model';
import { given } from '../../owner/given';
import { shared, type Session, type SharedOptions } from '../session';
import { durationOption, momentOption } from '../values';

interface Since {
  readonly since?: Millis;
  readonly span?: Millis;
}

interface ReplayOptions extends SharedOptions {
  readonly since?: Since;
}

export function addReplay(program: Command, session: Session): void {
  shared(program.command('replay').option('--since <time>', 'compare from this time on, as 2026-03-01, or for so long, as 30d', sinceOption))
    .summary('what a changed configuration would have shown')
    .description(
      'Learns history anew under another configuration, over the whole population, and compares what it names with what was named: how many anomalies and\n' +
        'cases, which anomalies are kept, lost and new, by severity and feature, and what people had said of them. --config and --features name the changed\n' +
        'configuration (feature definitions, calendars, zone); the data directory is the one of --data-dir, or as configured without them. Nothing that is\n' +
        'live is written. Interrupted or killed, the same command goes on where it was. docs/replay.md says how to read it.'
    )
    .addHelpText('after', EXAMPLES)
    .action(({ since, ...options }: ReplayOptions) => {
      const { values, origins } = session.config(options);
      const { dataDir, config: _, features: __, ...live } = options;
      const isNamed = dataDir !== undefined || origins.some(({ key, origin }) => key === 'dataDir' && origin !== 'default');
      const args = {
        features: values.features.map((file) => resolve(file)),
        calendars: values.calendars.map(({ file, zones }) => ({ file: resolve(file), zones })),
        asked: values['detectors.external.features'],
        ...given({ zone: values.zone }),
        ...since,
      };
      return session.run('replay', args, { ...live, ...(isNamed && { dataDir: values.dataDir }) });
    });
}

function sinceOption(text: string): Since {
  try {
    return /^\d+[smhd]$/.test(text) ? { span: durationOption(text) } : { since: momentOption(text) };
  } catch {
    throw new InvalidArgumentError('Expected a time as 2026-03-30, or a span as 30d.');
  }
}

const EXAMPLES = `
Examples:
  $ habitus replay --config new.yaml --since 30d
  $ habitus replay --features stricter.yaml --since 2026-03-01 --json | jq .verdicts.lost
`;
