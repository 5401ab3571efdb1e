import { HabitusError } from '../errors';
import { openHabitus } from '../owner/open';
import type { Habitus } from '../owner/habitus';
import { keepTelling } from '../owner/tell-watermark';
import { startReceiving } from '../owner/receive';
import { failureOf } from './failure';
import { toArrow } from './frames/arrow';
import type { Frame } from './frames/frame';
import type { Logger } from './goplugin/logger';
import { healthOf } from './health';
import { metricsOf } from './metrics';
import { Opening } from './opening';
import type { Backend } from './pluginv2/backend';
import type { CallResourceResponse, DataQuery, DataResponse, PluginContext } from './pluginv2/generated/pluginv2';
import { anomalyFrames } from './queries/anomalies';
import { baselineFrames } from './queries/baseline';
import { rememberingOdds, type OddsOf } from './queries/odds';
import { parseQuery } from './queries/request';
import { riskFrames } from './queries/risk';
import { answerResource } from './resources/route';
import { checkNamespace, readSettings } from './settings';

export interface BackendOptions {
  readonly log: Logger;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where the plugin lies. */
  readonly folder: string;
}

/** The heavy part of the backend: opens the data directory, runs collector and engine on it, answers the data source. */
export function createBackend({ log, env, folder }: BackendOptions): Backend {
  const settings = readSettings(env, folder);
  const { dataDir, namespace, features, otlp, otlpToken, tls, store, collectorFile, pseudonyms, zone, calendars, scoring, attention } = settings;
  const opening = new Opening(
    async () =>
      await openHabitus({
        dataDir,
        namespace,
        features,
        ...(otlpToken !== undefined && { otlpToken }),
        otlpTls: tls,
        store,
        collectorFile,
        pseudonyms,
        zone,
        calendars,
        scoring,
        attention,
      }),
    async (habitus) => {
      habitus.engine.start(() => habitus.collector.status().watermark);
      const { troubles } = await startReceiving(habitus.collector, otlp);
      keepTelling(habitus);
      return troubles.length === 0 ? undefined : troubles.join('; ');
    },
    log
  );
  const oddsOf = rememberingOdds();
  const habitusFor = async (context: PluginContext | undefined): Promise<Habitus> => {
    checkNamespace(context?.dataSourceInstanceSettings, namespace);
    return await opening.habitus();
  };
  return {
    queryData: async ({ queries, pluginContext }) => {
      const answers = await Promise.all(
        queries.map(async (query) => [query.refId, await answerQuery(async () => await habitusFor(pluginContext), query, oddsOf)] as const)
      );
      return { responses: new Map(answers) };
    },
    callResource: async (request) => {
      try {
        return json(200, await answerResource(await habitusFor(request.pluginContext), request, Date.now()));
      } catch (error) {
        const { status, message, code } = failureOf(error);
        return json(status, { message, ...(code && { code }) });
      }
    },
    checkHealth: async ({ pluginContext }) => {
      try {
        checkNamespace(pluginContext?.dataSourceInstanceSettings, namespace);
        await opening.habitus().catch(() => undefined);
        return await healthOf(opening.state);
      } catch (error) {
        return { status: 2, message: failureOf(error).message, jsonDetails: Buffer.from('{}') };
      }
    },
    metrics: async () => await metricsOf(opening.state),
    close: async () => await opening.close(),
  };
}

async function answerQuery(open: () => Promise<Habitus>, query: DataQuery, oddsOf: OddsOf): Promise<DataResponse> {
  try {
    const frames = await framesOf(await open(), query, oddsOf);
    return { frames: frames.map((frame) => Buffer.from(toArrow(frame, query.refId))), error: '', jsonMeta: Buffer.alloc(0), status: 200, errorSource: '' };
  } catch (error) {
    const { message, status } = failureOf(error);
    return {
      frames: [],
      error: message,
      jsonMeta: Buffer.alloc(0),
      status,
      errorSource: error instanceof HabitusError && error.permanent ? 'downstream' : 'plugin',
    };
  }
}

async function framesOf(habitus: Habitus, query: DataQuery, oddsOf: OddsOf): Promise<Frame[]> {
  const request = parseQuery(query);
  switch (request.queryType) {
    case 'anomalies':
      return await anomalyFrames(habitus, request, oddsOf);
    case 'baseline':
      return await baselineFrames(habitus, request);
    case 'risk':
      return await riskFrames(habitus, request);
  }
}

function json(code: number, body: unknown): CallResourceResponse {
  return { code, headers: new Map([['Content-Type', { values: ['application/json'] }]]), body: Buffer.from(JSON.stringify(body)) };
}
