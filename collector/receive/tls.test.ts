import { Client, credentials, status } from '@grpc/grpc-js';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { once } from 'node:events';
import { watchSecrets } from '../config/secret';
import { makeCertificate } from '../testing/certificate';
import { openIntake, type OpenIntake } from '../testing/open-intake';
import type { OtlpIntake } from './otlp/intake';
import { startGrpcServer } from './otlp/grpc';
import { startOtlpServer } from './otlp/server';
import { SyslogStream } from './syslog/stream';
import { watchTls } from './tls';

const [authority, other] = [makeCertificate('Old authority'), makeCertificate('New authority')];
const [before, after] = [makeCertificate('localhost', authority), makeCertificate('localhost', other)];
const sender = makeCertificate('sender', other);
const dir = mkdtempSync(join(tmpdir(), 'habitus-tls-'));
const files = { cert: join(dir, 'cert.pem'), key: join(dir, 'key.pem'), clientCa: join(dir, 'ca.pem') };
const HERE = { host: '127.0.0.1', port: 0 };
const NOTHING = { take: async () => await Promise.resolve({ rejected: 0, message: '' }) } as unknown as OtlpIntake;
let at: OpenIntake;

beforeAll(async () => {
  at = await openIntake(() => 0);
});
beforeEach(() => {
  writeFileSync(files.cert, before.cert);
  writeFileSync(files.key, before.key);
  writeFileSync(files.clientCa, authority.cert);
});
afterAll(async () => {
  await at.close();
  rmSync(dir, { recursive: true });
});

function renew(): void {
  writeFileSync(files.cert, after.cert);
  writeFileSync(files.key, after.key);
  writeFileSync(files.clientCa, other.cert);
}

/** Who signed what the server shows to who shows the new sender's certificate, and whether it let him in. */
async function met(port: number): Promise<string> {
  const socket = connect({ port, host: '127.0.0.1', cert: sender.cert, key: sender.key, rejectUnauthorized: false, ALPNProtocols: ['h2', 'http/1.1'] });
  await once(socket, 'secureConnect');
  const { issuer } = socket.getPeerCertificate();
  socket.destroy();
  return String(issuer.CN);
}

test('over HTTP renewed certificates are shown and their authority is asked for; a key that is not there yet changes nothing', async () => {
  const tls = watchTls(files);
  const server = await startOtlpServer(NOTHING, { ...HERE, tls });
  const port = (server.server.address() as { port: number }).port;
  expect(await met(port)).toBe('Old authority');
  writeFileSync(files.cert, after.cert);
  tls.renewal?.look();
  expect(tls.renewal?.error).toMatch(/stays in use.*HAB-CONF-001/s);
  expect(tls.renewal?.error).not.toContain(before.key.toString().split('\n')[1]);
  expect(await met(port)).toBe('Old authority');
  renew();
  tls.renewal?.look();
  expect([await met(port), tls.renewal?.error]).toEqual(['New authority', undefined]);
  tls.renewal?.close();
  await server.close();
});

test('over gRPC who shows a certificate of the new authority is heard once it is there', async () => {
  const tls = watchTls(files);
  const server = await startGrpcServer(NOTHING, { ...HERE, tls });
  const call = async (): Promise<status> => {
    const client = new Client(
      `localhost:${server.port}`,
      credentials.createSsl(Buffer.concat([authority.cert, other.cert]), sender.key, sender.cert),
      // Clients share connections; this one is to have its own.
      { 'grpc.use_local_subchannel_pool': 1 }
    );
    const asIs = (bytes: Buffer): Buffer => bytes;
    return await new Promise((resolve) => {
      client.makeUnaryRequest('/opentelemetry.proto.collector.logs.v1.LogsService/Export', asIs, asIs, Buffer.alloc(0), (error) => {
        client.close();
        resolve(error?.code ?? status.OK);
      });
    });
  };
  expect(await call()).toBe(status.UNAVAILABLE);
  renew();
  tls.renewal?.look();
  expect(await call()).toBe(status.OK);
  expect(await met(server.port)).toBe('New authority');
  tls.renewal?.close();
  await server.close();
});

test('syslog over TLS shows what was renewed', async () => {
  const tls = watchTls(files);
  const stream = new SyslogStream(at.intake, { ...HERE, place: 'syslog tls', tls });
  await stream.start();
  expect(await met(stream.port)).toBe('Old authority');
  renew();
  tls.renewal?.look();
  expect(await met(stream.port)).toBe('New authority');
  await stream.stop();
});

test('a secret is that of its file now; an empty file leaves the one before', () => {
  const file = join(dir, 'secret');
  writeFileSync(file, 'first\n');
  const { secrets, files: watched } = watchSecrets([{ file }, { env: 'S' }], { S: 'second' });
  expect(secrets).toEqual(['first', 'second']);
  writeFileSync(file, '');
  watched?.look();
  expect([secrets, watched?.error]).toEqual([['first', 'second'], expect.stringContaining('stays in use')]);
  writeFileSync(file, 'another');
  watched?.look();
  expect([secrets, watched?.error]).toEqual([['another', 'second'], undefined]);
  watched?.close();
});
