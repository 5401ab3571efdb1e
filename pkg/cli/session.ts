import { resolve } from 'node:path';
import type { Command as CommanderCommand } from 'commander';
import { resolveConfig, type Config, type Layers, type SettingKey, type Values } from '../config';
import { HabitusError } from '../errors';
import type { CommandIo } from '../owner/command';
import type { ArgsOf, CommandName } from '../owner/commands';
import { connectToOwner, runThroughOwner } from '../owner/control/client';
import type { ControlRequest } from '../owner/control/request';
import { isDataDirectory } from '../owner/directory';
import type { Habitus, OpenOptions } from '../owner/habitus';
import { otlpTls, otlpToken } from '../owner/receive';
import { runRequest } from '../owner/run-request';
import { pseudonymChoice } from '../owner/pseudonyms';
import { attentionOf } from '../owner/attention';
import { scoringChoice } from '../owner/scoring';
import { storeChoice, storeName } from '../owner/store-choice';
import { commandIo, type Stdio } from './stdio';

/** Options that every command takes. */
export interface SharedOptions {
  readonly dataDir?: string;
  readonly config?: string;
  readonly namespace?: string;
  readonly features?: readonly string[];
  readonly json?: boolean;
}

/** One call of `habitus`: its streams, how it is told to stop, and how it opens a data directory (tests name a double). */
export class Session {
  /** What the process ends with. Set by the action of the command. */
  public exitCode = 0;

  public constructor(
    public readonly stdio: Stdio,
    public readonly stop: AbortController,
    public readonly open: (options: OpenOptions) => Promise<Habitus>
  ) {}

  public io(options: SharedOptions): CommandIo {
    return commandIo(this.stdio, options.json === true, this.stop);
  }

  /** @param flags what else was given on the command line, by key of the setting */
  public config({ dataDir, config: file, namespace, features = [] }: SharedOptions, flags: Partial<Record<SettingKey, unknown>> = {}): Config {
    const layers: Layers = {
      flags: { dataDir, namespace, ...(features.length > 0 && { features }), ...flags },
      env: this.stdio.env,
      ...(file !== undefined && { file }),
    };
    return resolveConfig(layers);
  }

  /**
   * Runs a command where the data is: in the owner of the directory when one answers, else here, opened for as long as it takes.
   * Output and exit code are the same.
   *
   * @param makes whether the command may make a data directory where there is none
   */
  public async run<N extends CommandName>(command: N, args: ArgsOf<N>, options: SharedOptions, makes = false): Promise<void> {
    const { values } = this.config(options);
    const dataDir = resolve(values.dataDir);
    const features = values.features.map((file) => resolve(file));
    const io = this.io(options);
    const store = storeChoice(values);
    if (!makes && !isInCluster(store) && !isDataDirectory(dataDir)) throw new HabitusError('HAB-CLI-005', dataDir);
    const { namespace } = values;
    const request: ControlRequest = {
      schema: 1,
      command,
      args,
      json: io.json,
      terminal: io.terminal,
      namespace,
      features,
      ...(store && { store: storeName(store) }),
    };
    const owner = await connectToOwner(dataDir);
    this.exitCode =
      owner === undefined
        ? await this.runHere(dataDir, request, io, { store, collectorFile: values.collector, pseudonyms: pseudonymChoice(values), ...judgedBy(values) })
        : await runThroughOwner(owner, request, io);
  }

  /** Opens the configured data directory in this process, to stay its owner. */
  public own({ values }: Config): Promise<Habitus> {
    const { dataDir, namespace, features } = values;
    return this.open({
      dataDir: resolve(dataDir),
      namespace,
      features: features.map((file) => resolve(file)),
      otlpToken: otlpToken(values),
      otlpTls: otlpTls(values),
      store: storeChoice(values),
      collectorFile: values.collector,
      pseudonyms: pseudonymChoice(values),
      ...judgedBy(values),
    });
  }

  private async runHere(
    dataDir: string,
    request: ControlRequest,
    io: CommandIo,
    more: Pick<OpenOptions, 'store' | 'collectorFile' | 'pseudonyms' | 'zone' | 'calendars' | 'scoring' | 'attention'>
  ): Promise<number> {
    const habitus = await this.open({ dataDir, namespace: request.namespace, features: request.features, ...more });
    try {
      return await runRequest(habitus, request.features, request, io);
    } finally {
      await habitus.close();
    }
  }
}

/** Whether there may be events without a data directory: a machine that only asks a cluster, or reads the views of one, has none yet. */
function isInCluster(store: OpenOptions['store']): boolean {
  return store?.elasticsearch !== undefined || store?.views !== undefined;
}

/** By whose clocks and calendars the engine judges, whom it asks and what goes first, as it is configured. */
function judgedBy(values: Values): Pick<OpenOptions, 'zone' | 'calendars' | 'scoring' | 'attention'> {
  const { zone, calendars } = values;
  const files = calendars.map(({ file, zones }) => ({ file: resolve(file), zones }));
  return { zone, calendars: files, scoring: scoringChoice(values), attention: attentionOf(values) };
}

/** Adds the options that every command takes. */
export function shared(command: CommanderCommand): CommanderCommand {
  return command
    .option('--data-dir <folder>', 'data directory (default: ./habitus-data, or as configured)')
    .option('--config <file>', 'habitus.yaml to read (default: ./habitus.yaml when there is one)')
    .option('--namespace <name>', 'namespace in the data directory (default: default)')
    .option('--features <file>', 'feature definitions beyond the shipped ones; may be repeated', collect, [])
    .option('--json', 'one JSON object a line on stdout and nothing else there');
}

function collect(value: string, previous: string[]): string[] {
  return [...previous, value];
}
