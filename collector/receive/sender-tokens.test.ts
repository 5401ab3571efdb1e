import { Client, credentials, Metadata, status } from '@grpc/grpc-js';
import { mkdtempSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openIntake, type OpenIntake } from '../testing/open-intake';
import { startGrpcServer } from './otlp/grpc';
import type { OtlpIntake } from './otlp/intake';
import { startOtlpServer } from './otlp/server';
import { holdsToken, watchTokens } from './sender-tokens';
import { addWebhooks } from './webhook/webhooks';

const dir = mkdtempSync(join(tmpdir(), 'habitus-tokens-'));
const file = join(dir, 'tokens');
const HERE = { host: '127.0.0.1', port: 0 };
const NOTHING = { take: async () => await Promise.resolve({ rejected: 0, message: '' }) } as unknown as OtlpIntake;
let at: OpenIntake;

beforeAll(async () => {
  at = await openIntake(() => 0);
});
beforeEach(() => writeFileSync(file, 'old-token\n'));
afterAll(async () => {
  await at.close();
  rmSync(dir, { recursive: true });
});

async function overGrpc(port: number, token: string): Promise<number> {
  const client = new Client(`127.0.0.1:${port}`, credentials.createInsecure());
  const metadata = new Metadata();
  metadata.set('authorization', `Bearer ${token}`);
  const asIs = (bytes: Buffer): Buffer => bytes;
  const code = await new Promise<number>((resolve) =>
    client.makeUnaryRequest('/opentelemetry.proto.collector.logs.v1.LogsService/Export', asIs, asIs, Buffer.alloc(0), metadata, (error) =>
      resolve(error?.code ?? status.OK)
    )
  );
  client.close();
  return code;
}

test('HTTP, gRPC and sources without a webhook take the token of the file, and the new one when it changes; until then the old one', async () => {
  const { tokens, files } = watchTokens({ file });
  const server = await startOtlpServer(NOTHING, {
    ...HERE,
    tokens,
    more: (http) => addWebhooks(http, { intake: at.intake, webhooks: [], clock: () => 0, tokens }),
  });
  const grpc = await startGrpcServer(NOTHING, { ...HERE, tokens });
  const { port } = server.server.address() as { port: number };
  const answers = async (token: string): Promise<number[]> => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const ask = async (path: string, body: string): Promise<number> =>
      (await fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', body, headers })).status;
    return [await ask('/v1/logs', '{}'), await ask('/v1/sources/ecs', '{"@timestamp":"1970-01-01T00:00:00Z"}'), await overGrpc(grpc.port, token)];
  };
  const [taken, refused] = [
    [200, 200, status.OK],
    [401, 401, status.UNAUTHENTICATED],
  ];
  try {
    expect([await answers('old-token'), await answers('new-token'), await answers('')]).toEqual([taken, refused, refused]);
    writeFileSync(file, 'new-token\r\nold-token\r\n');
    expect([await answers('old-token'), await answers('new-token')]).toEqual([taken, refused]);
    files?.look();
    expect([await answers('old-token'), await answers('new-token')]).toEqual([taken, taken]);
    writeFileSync(file, 'new-token');
    files?.look();
    expect([await answers('old-token'), await answers('new-token')]).toEqual([refused, taken]);
  } finally {
    files?.close();
    await server.close();
    await grpc.close();
  }
});

describe('a file that cannot be used', () => {
  const WRONG: Readonly<Record<string, () => void>> = {
    'is gone': () => unlinkSync(file),
    'is empty': () => writeFileSync(file, ' \n\n'),
    'has a space in a token': () => writeFileSync(file, 'good-secret\nbad secret\n'),
    'has letters that no header carries': () => writeFileSync(file, 'sécret'),
    'has too many lines': () => writeFileSync(file, 'secret\n'.repeat(17)),
    'is too long': () => writeFileSync(file, 'secret'.repeat(20_000)),
  };

  test.each(Object.keys(WRONG))('one that %s leaves the tokens in force, is said without them, and is refused at the start', (what) => {
    const { tokens, files } = watchTokens({ file });
    WRONG[what]?.();
    files?.look();
    expect(files?.error).toMatch(/what was read before stays in use: HAB-CONF-001/);
    expect(files?.error).not.toMatch(/secret|sécret/);
    expect([holdsToken('Bearer old-token', tokens), holdsToken('Bearer secret', tokens)]).toEqual([true, false]);
    expect(() => watchTokens({ file })).toThrow(/HAB-CONF-001.*otlp\.tokenFile/);
    writeFileSync(file, 'mended\n');
    files?.look();
    expect([files?.error, holdsToken('Bearer mended', tokens)]).toEqual([undefined, true]);
    files?.close();
  });
});

test('a header is Bearer, one space, and a whole token', () => {
  const { tokens } = watchTokens('old-token');
  const headers = ['Bearer old-token', 'old-token', 'Bearer old-toke', 'Bearer old-token ', 'Bearer ', ''];
  expect(headers.map((header) => holdsToken(header, tokens))).toEqual([true, false, false, false, false, false]);
});
