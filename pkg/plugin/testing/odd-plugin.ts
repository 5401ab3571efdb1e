import { toArrow } from '../frames/arrow';
import type { Logger } from '../goplugin/logger';
import { servePlugin } from '../goplugin/serve';
import type { Backend } from '../pluginv2/backend';
import type { CallResourceResponse, DataQuery, DataResponse } from '../pluginv2/generated/pluginv2';
import { GRAFANA } from '../pluginv2/handshake';
import { grafanaServices } from '../pluginv2/services';
import { FRAMES } from './odd-frames';

/**
 * A plugin on the same foundation as the product (goplugin, pluginv2, frames) that does on request what the product never should: so Grafana's
 * libraries judge the foundation in situations that no data brings about. Built and started by the conformance tests only.
 */
void servePlugin(GRAFANA, (log) => {
  const backend = odd(log);
  return { services: grafanaServices(() => Promise.resolve(backend)), close: async () => await backend.close() };
});

const COLD = new Error('a sentence that the host should see');

function odd(log: Logger): Backend {
  let finished = 0;
  return {
    queryData: async ({ queries }) => ({ responses: new Map(await Promise.all(queries.map(async (query) => [query.refId, await answer(query)] as const))) }),
    callResource: async ({ path, body }) => {
      const [what = '', much = '0'] = path.split('/');
      if (what === 'finished') return reply(String(finished));
      if (what === 'wait') {
        await new Promise((resolve) => setTimeout(resolve, Number(much)));
        finished++;
      }
      return reply(MISDEEDS[what]?.(Number(much), body, log) ?? 'nothing');
    },
    checkHealth: () => Promise.resolve({ status: 1, message: 'odd, and healthy', jsonDetails: Buffer.from('{}') }),
    metrics: () => Promise.resolve('# HELP odd A number.\n# TYPE odd gauge\nodd 1\n'),
    close: () => (process.env['ODD_CLOSE'] === 'never' ? new Promise(() => undefined) : Promise.resolve()),
  };
}

async function answer({ queryType }: DataQuery): Promise<DataResponse> {
  if (queryType === 'fault') throw COLD;
  await Promise.resolve();
  const frames = FRAMES[queryType]?.() ?? [];
  return { frames: frames.map((frame) => Buffer.from(toArrow(frame, 'A'))), error: '', jsonMeta: Buffer.alloc(0), status: 200, errorSource: '' };
}

const HOSTILE = Object.defineProperty({ '@level': 30, '@message': { not: 'a string' }, '@timestamp': 7, deep: { a: { b: { c: { d: 1 } } } } }, 'trap', {
  enumerable: true,
  get: () => {
    throw COLD;
  },
});

const MISDEEDS: Readonly<Record<string, (much: number, body: Buffer, log: Logger) => string>> = {
  bytes: (much) => 'b'.repeat(much),
  length: (_much, body) => String(body.length),
  fault: () => {
    throw COLD;
  },
  hostileLog: (_much, _body, log) => {
    log.info('hostile fields', HOSTILE);
    log.warn('a long one', { long: 'x'.repeat(500_000), second: 'y'.repeat(500_000) });
    log.error('an error', { error: COLD });
    log.debug('two\nlines');
    return 'logged';
  },
  print: (much) => {
    console.log('console said so', { level: 30 });
    process.stdout.write('z'.repeat(much));
    process.stderr.write('{"@level":30,"@message":"would end the host"}\n');
    process.emitWarning('a warning of Node');
    return 'printed';
  },
  rejection: () => {
    void Promise.reject(COLD);
    return 'rejected';
  },
  crash: () => {
    setTimeout(() => {
      throw COLD;
    });
    return 'crashing';
  },
};

function reply(text: string): CallResourceResponse {
  return { code: 200, headers: new Map([['Content-Type', { values: ['text/plain'] }]]), body: Buffer.from(text) };
}
