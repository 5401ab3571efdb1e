import type { AddressInfo, Server } from 'node:net';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { Pseudonyms } from '../pkg/identity';
import { DAY, type Millis } from '../pkg/model';
import type { Store } from '../pkg/store/store';
import { coversWindow } from './clean/duplicates';
import { cleaningOf } from './clean/cleaning';
import type { ClockFound } from './clean/clocks/clocks';
import { dropRule } from './clean/drop-rules';
import type { Collector } from './collector';
import type { CollectorConfig } from './config/schema';
import type { Watch } from './config/watched-files';
import { DeadLetters, type LetterLimits } from './deliver/dead-letters';
import { replayLetters } from './deliver/replay';
import { isSelected } from './deliver/select-letters';
import { sourceNamed } from './sources/registry';
import { Delivery } from './deliver/delivery';
import { Housekeeping } from './deliver/housekeeping';
import { WriteAheadLog } from './deliver/write-ahead-log';
import type { Step } from './encode/step';
import { enrichmentsOf } from './enrich/enrichments-of';
import { protectionOf } from './protect/protection';
import { FileImport } from './receive/file/import';
import type { IntakeParts } from './receive/intake';
import { startGrpcServer, type GrpcServer } from './receive/otlp/grpc';
import { closeServer } from './receive/otlp/close-server';
import { startOtlpServer } from './receive/otlp/server';
import type { Receiver } from './receive/receiver';
import { addFaro } from './receive/faro/faro';
import { addStatusPage } from './receive/status-page';
import { makeFaro, makeReceivers, makeWebhooks } from './receive/receivers';
import { isCertified, watchTls, type TlsFiles } from './receive/tls';
import { watchTokens, type TokenPlace } from './receive/sender-tokens';
import { addWebhooks } from './receive/webhook/webhooks';
import { BATCH_SIZE, BatchTraces } from './telemetry/batch-traces';
import { collectorInstruments } from './telemetry/collector-instruments';
import { addMetricsPage } from './telemetry/metrics-page';
import { processInstruments } from './telemetry/process-instruments';
import { Telemetry } from './telemetry/telemetry';
import { TracedOtlpIntake, TracedRecordIntake } from './telemetry/traced-intake';
import { Tally } from './tally';
import { Watermark } from './watermark';

export interface CollectorOptions {
  readonly store: Store;
  /** The owner's data directory: the log, the dead letters and the segments of an import live in it. */
  readonly dir: string;
  readonly clock?: () => Millis;
  /** What senders must show where no webhook, with a check of its own, is meant. */
  readonly token?: TokenPlace;
  /** Of OTLP and the webhooks. */
  readonly tls?: TlsFiles;
  /** How long events are kept after their ingest. Undefined: for ever. */
  readonly keep?: Millis;
  /** Of `collector.yaml`: what is received besides OTLP. */
  readonly config?: CollectorConfig;
  /** Of a namespace that was made with them. */
  readonly pseudonyms?: Pseudonyms | undefined;
  /** Where secrets may stand. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** Opens the collector. What an earlier process had acknowledged and not delivered is delivered now. */
export async function createCollector({
  store,
  dir,
  clock = Date.now,
  token,
  tls,
  keep,
  config,
  pseudonyms,
  env = process.env,
}: CollectorOptions): Promise<Collector> {
  // First, as they may refuse: nothing is open then.
  coversWindow(keep);
  const read = tls && watchTls(tls);
  const may = token === undefined ? undefined : watchTokens(token);
  const who = { ...(may && { tokens: may.tokens }), ...(read && { tls: read }) };
  const protection = await protectionOf(pseudonyms);
  const enrichments = await enrichmentsOf(config, dir, (name) => protection.user(name));
  const tally = new Tally();
  const deadLetters = new DeadLetters(join(dir, 'dead-letters'), protection.letters, letterLimits(config?.deadLetters));
  const { log, found } = await WriteAheadLog.open(join(dir, 'wal'), config?.log);
  const watermark = new Watermark(clock());
  let importedUntil: Millis | undefined;
  const telemetry = new Telemetry();
  const traces = new BatchTraces(telemetry.distribution(...BATCH_SIZE));
  const delivery = new Delivery(
    log,
    traces.overStore(store.events),
    async (appended, path) => {
      tally.stored(appended);
      for (const { line, reason } of appended.refused) {
        deadLetters.add({ at: new Date(clock()).toISOString(), source: 'store', place: path, code: 'HAB-STORE-003', reason }, Buffer.from(line));
      }
      await deadLetters.flush().catch(() => undefined);
    },
    found,
    clock
  );
  delivery.start();
  const housekeeping = new Housekeeping(store.events, clock, keep, deadLetters);
  housekeeping.start();
  const rules = (config?.drop ?? []).map(dropRule);
  const cleaning = cleaningOf(config?.clean, clock);
  const stepsFor = (live: boolean): Step[] => [...cleaning.before(live), ...enrichments.steps(), ...cleaning.after(), ...rules, ...protection.steps];
  const steps = stepsFor(true);
  const watched = traces.overLog(protection.overLog(log));
  const intake = new TracedOtlpIntake(traces, watched, deadLetters, tally, clock, (at) => watermark.saw('otlp', at, clock()), steps);
  const parts: IntakeParts = { steps, log: watched, deadLetters, tally, clock, onTime: (source, at) => watermark.saw(source, at, clock()) };
  const records = new TracedRecordIntake(traces, parts);
  telemetry.add(
    ...processInstruments(),
    ...collectorInstruments({
      report: () => tally.report,
      late: () => tally.late,
      waiting: () => ({ events: log.events, bytes: log.bytes, mostBytes: log.limit, segments: log.segments }),
      refusedRequests: () => tally.refusedRequests,
      overflowed: () => deadLetters.overflowed,
      expired: () => deadLetters.expired,
      isFailing: () => delivery.error !== undefined,
      sources: () => watermark.times(),
      clocks: () => cleaning.clocks.found(),
      clock,
    })
  );
  const receivers: Receiver[] = [];
  const watchedFiles: Watch[] = [read?.renewal, may?.files].filter((files) => files !== undefined);
  const watching = (files: Watch): void => void watchedFiles.push(files);
  let server: FastifyInstance | undefined;
  let grpc: GrpcServer | undefined;
  let stopping: Promise<void> | undefined;

  const stop = async (): Promise<void> => {
    await Promise.all([server && closeServer(server), grpc?.close()]);
    for (const receiver of receivers) await receiver.stop();
    enrichments.close();
    for (const files of watchedFiles) files.close();
    await delivery.stop();
    await housekeeping.stop();
    await deadLetters.flush();
    await log.close();
    await telemetry.stop();
  };
  const collector: Collector = {
    import: async (paths, options) => {
      const report = await new FileImport({ events: store.events, dir, deadLetters, clock, steps: stepsFor(false), settle: protection.settle }, options).run(
        paths
      );
      tally.add(report);
      if (report.newest !== undefined) importedUntil = Math.max(importedUntil ?? report.newest, report.newest);
      return report;
    },
    listen: async (at) => {
      const webhooks = config ? makeWebhooks(config, env, watching) : [];
      const faro = config && makeFaro(config, env, watching);
      server = await startOtlpServer(intake, {
        ...at,
        ...who,
        onRefused: (status) => tally.refuseRequest(status),
        more: (http) => {
          addWebhooks(http, { intake: records, webhooks, clock, ...who, certified: ({ raw }) => read?.ca === undefined || isCertified(raw.socket) });
          if (faro) addFaro(http, faro, { intake: records });
          addMetricsPage(http, telemetry);
          addStatusPage(http, collector.status);
        },
      });
      const { address, port, family } = server.server.address() as AddressInfo;
      return `${read ? 'https' : 'http'}://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
    },
    receive: async () => {
      if (config && receivers.length === 0) receivers.push(...makeReceivers(config, { intake: records, dir, clock, env }));
      await telemetry.exportTo(
        env,
        [portOf(server?.server), grpc?.port].filter((port) => port !== undefined)
      );
      for (const receiver of receivers) await receiver.start();
      return receivers.map(({ name }) => name);
    },
    listenGrpc: async (at) => {
      grpc = await startGrpcServer(intake, { ...at, ...who });
      return grpc.port;
    },
    telemetry,
    letters: {
      list: async function* (selection) {
        for await (const letter of deadLetters.read()) if (isSelected(letter, selection)) yield letter;
      },
      replay: async (selection, as) => await replayLetters(deadLetters, parts, selection, as === undefined ? undefined : sourceNamed(as)),
      remove: async (ids) => await deadLetters.remove(new Set(ids)),
    },
    flush: async () => {
      await delivery.flush();
      await deadLetters.flush();
    },
    status: () => ({
      ...tally.report,
      ...tally.apart,
      ...(Object.keys(tally.refusedRequests).length > 0 && { refusedRequests: { ...tally.refusedRequests } }),
      overflowed: deadLetters.overflowed,
      ...(deadLetters.expired > 0 && { expired: deadLetters.expired }),
      walBytes: log.bytes,
      ...(log.mended.torn + log.mended.damaged > 0 && { walMended: log.mended }),
      watermark: watermark.at(clock(), delivery.settled),
      ...newestOf([watermark.newest, importedUntil]),
      ...(server && { listening: String((server.server.address() as AddressInfo | null)?.port ?? '') }),
      ...(grpc && { listeningGrpc: String(grpc.port) }),
      ...wrongClocks(cleaning.clocks.found(), pseudonyms === undefined),
      ...errorsOf(receivers, watchedFiles, protection.message),
      ...(enrichments.errors().length > 0 && { enrichmentErrors: enrichments.errors() }),
      ...(telemetry.error !== undefined && { telemetryError: telemetry.error }),
      ...(delivery.error !== undefined && { deliveryError: protection.message(delivery.error) }),
      ...(housekeeping.error !== undefined && { housekeepingError: housekeeping.error }),
    }),
    stop: async () => await (stopping ??= stop()),
  };
  return collector;
}

function letterLimits(config: CollectorConfig['deadLetters']): LetterLimits {
  return config ? { most: config.most, keep: config.days === undefined ? undefined : config.days * DAY } : {};
}

function portOf(server: Server | undefined): number | undefined {
  return (server?.address() as AddressInfo | null | undefined)?.port;
}

/** Names of hosts are said only where identifiers may be. */
function wrongClocks(found: Iterable<ClockFound>, naming: boolean): { readonly wrongClocks?: readonly ClockFound[] } {
  const wrong = [...found].filter(({ isWrong, host }) => isWrong && (naming || host === undefined));
  return wrong.length === 0 ? {} : { wrongClocks: wrong };
}

function newestOf(times: readonly (Millis | undefined)[]): { readonly newest?: Millis } {
  const known = times.filter((at) => at !== undefined);
  return known.length === 0 ? {} : { newest: Math.max(...known) };
}

function errorsOf(receivers: readonly Receiver[], files: readonly Watch[], shown: (text: string) => string): { readonly receiverErrors?: readonly string[] } {
  const errors = [
    ...receivers.flatMap(({ name, error }) => (error === undefined ? [] : [shown(`${name}: ${error}`)])),
    ...files.flatMap(({ error }) => (error === undefined ? [] : [shown(error)])),
  ];
  return errors.length === 0 ? {} : { receiverErrors: errors };
}
