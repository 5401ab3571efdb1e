import type { Collector } from '../../collector/collector';
import { resolve } from 'node:path';
import { resolveConfig } from '../config';
import { otlpAddress, otlpToken, startReceiving } from './receive';

const address = (flags: Record<string, unknown>): ReturnType<typeof otlpAddress> => otlpAddress(resolveConfig({ flags }).values);

test.each([
  [{}, 4317],
  [{ 'otlp.port': 14_318 }, 14_317],
  [{ 'otlp.port': 0 }, 0],
  [{ 'otlp.grpcPort': 9 }, 9],
  [{ 'otlp.grpcPort': 'off' }, undefined],
])('with %j gRPC is on port %s', (flags, expected) => {
  expect(address(flags).grpcPort).toBe(expected);
});

test('a variable may switch it off, and a wrong one says what is expected', () => {
  const read = (text: string): unknown => resolveConfig({ env: { HABITUS_OTLP_GRPC_PORT: text } }).values['otlp.grpcPort'];
  expect([read('off'), read('0'), read('4400')]).toEqual(['off', 0, 4400]);
  expect(() => read('no')).toThrow(/HAB-CONF-001.*a port from 0 to 65535, or off/);
});

test('the token stands in a setting or in a file, never in both', () => {
  const read = (env: Record<string, string>): unknown => otlpToken(resolveConfig({ env }).values);
  expect([read({}), read({ HABITUS_OTLP_TOKEN: 'a' }), read({ HABITUS_OTLP_TOKEN_FILE: 'tokens' })]).toEqual([undefined, 'a', { file: resolve('tokens') }]);
  expect(() => read({ HABITUS_OTLP_TOKEN: 'a', HABITUS_OTLP_TOKEN_FILE: 'tokens' })).toThrow('HAB-CONF-001: expected otlp.token or otlp.tokenFile, got both');
});

const taken = new Error('HAB-RECV-008: taken');
const collector = (started: string[], broken: readonly string[]): Collector => {
  const start = async <T>(name: string, value: T): Promise<T> => {
    if (broken.includes(name)) throw taken;
    started.push(name);
    return await Promise.resolve(value);
  };
  return {
    listen: async () => await start('http', 'http://127.0.0.1:1'),
    listenGrpc: async () => await start('grpc', 2),
    receive: async () => await start('rest', ['syslog']),
  } as unknown as Collector;
};

test('what cannot be received keeps none of the others from it, and is said', async () => {
  for (const broken of ['http', 'grpc', 'rest']) {
    const started: string[] = [];
    const { troubles, ...rest } = await startReceiving(collector(started, [broken]), { host: '::1', port: 1, grpcPort: 2 });
    expect(started).toEqual(['http', 'grpc', 'rest'].filter((name) => name !== broken));
    expect(troubles).toEqual([expect.stringMatching(/HAB-RECV-008/)]);
    expect(rest).toEqual({
      ...(broken !== 'http' && { otlp: 'http://127.0.0.1:1' }),
      ...(broken !== 'grpc' && { grpc: '[::1]:2' }),
      receivers: broken === 'rest' ? [] : ['syslog'],
    });
  }
});

test('gRPC that is off is not started', async () => {
  const started: string[] = [];
  expect(await startReceiving(collector(started, []), { host: '127.0.0.1', port: 1, grpcPort: undefined })).not.toHaveProperty('grpc');
  expect(started).toEqual(['http', 'rest']);
});
