import { createHmac } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store } from '../../pkg/store/store';
import { openDuckdb } from '../../pkg/store/duckdb/open';
import type { Collector } from '../collector';
import { readCollectorConfig } from '../config/read';
import { createCollector } from '../create';
import { until } from '../testing/open-intake';

/** All that collector.yaml can list, in one collector with a real store. */
let dir: string;
let store: Store;
let collector: Collector;
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'habitus-receivers-'));
  store = await openDuckdb({ dir: join(dir, 'store'), namespace: 'default', clock: Date.now });
});
afterEach(async () => {
  await collector.stop();
  await store.close();
  rmSync(dir, { recursive: true });
});

const ports = (names: readonly string[]): number[] => names.flatMap((name) => (name.startsWith('syslog') ? [Number(name.split(':').at(-1))] : []));
const event = (user: string): string => `{"@timestamp":"${new Date().toISOString()}","user":{"name":"${user}"}}\n`;

test('syslog over TCP and UDP, a webhook with a signature and a tailed file end in the store; a drop rule applies to all; OTLP’s token holds for a source without webhook', async () => {
  writeFileSync(join(dir, 'shared.secret'), 'shh\n');
  writeFileSync(join(dir, 'a.log'), event('tail-1'));
  const file = join(dir, 'collector.yaml');
  writeFileSync(
    file,
    `webhooks:
  - { source: ecs, path: signed, check: keycloak, secret: { file: shared.secret } }
syslog:
  - { transport: tcp, port: 0 }
  - { transport: udp, port: 0 }
tail:
  - paths: ['*.log']
drop:
  - { reason: not-wanted, where: { user.name: { prefix: drop } } }
`
  );
  collector = await createCollector({ store, dir, token: 'the token', config: readCollectorConfig(file), env: {} });
  const url = await collector.listen({ host: '127.0.0.1', port: 0 });
  const names = await collector.receive();
  expect(names).toHaveLength(3);
  const [tcp = 0, udp = 0] = ports(names);
  const socket = connect(tcp, '127.0.0.1');
  socket.end(`<14>1 - - app - - - ${event('tcp-1')}<14>1 - - app - - - ${event('drop-1')}`);
  const datagrams = createSocket('udp4');
  await new Promise((resolve) => datagrams.send(`<14>1 - - app - - - ${event('udp-1')}`, udp, '127.0.0.1', resolve));
  datagrams.close();
  const body = event('hook-1') + event('drop-2');
  const headers = { 'x-keycloak-signature': createHmac('sha256', 'shh').update(body).digest('hex') };
  expect(await (await fetch(`${url}/v1/sources/signed`, { method: 'POST', body, headers })).json()).toEqual({ accepted: 1, dropped: 1, rejected: 0 });
  expect((await fetch(`${url}/v1/sources/ecs`, { method: 'POST', body })).status).toBe(401);
  appendFileSync(join(dir, 'a.log'), event('tail-2') + event('drop-3'));
  await until(() => collector.status().dropped['not-wanted'] === 3);
  await collector.flush();
  const stored = await store.events.find({ from: 0, to: Date.now() + 60_000, limit: 100 });
  expect(stored.map((one) => (one as unknown as { user: { name: string } }).user.name).sort()).toEqual(['hook-1', 'tail-1', 'tail-2', 'tcp-1', 'udp-1']);
  expect(collector.status().received).toBe(8);
});

test('what is missing is told before anything is received', async () => {
  const file = join(dir, 'collector.yaml');
  writeFileSync(file, 'syslog:\n  - { transport: tls, cert: none.pem, key: none.pem }\n');
  collector = await createCollector({ store, dir, config: readCollectorConfig(file), env: {} });
  await expect(collector.receive()).rejects.toThrow(/HAB-CONF-001: expected a PEM file/);
});
