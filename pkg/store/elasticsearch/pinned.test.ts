import { X509Certificate } from 'node:crypto';
import { createServer, type Server } from 'node:tls';
import type { AddressInfo } from 'node:net';
import { makeCertificate, type Certificate } from '../../../collector/testing/certificate';
import { pinnedTo, wrongWith } from './pinned';

const authority = makeCertificate('Cluster CA');
const node = makeCertificate('localhost', authority);
/** The same name and the same public certificate above it, by somebody who lacks the authority's key. */
const impostor = makeCertificate('localhost', { ...makeCertificate('Cluster CA'), name: 'Cluster CA' });
const pin = new X509Certificate(authority.cert).fingerprint256;

/** Connects to a server that shows a chain. @returns what was refused, or 'connected' */
async function shown(chain: readonly Certificate[], fingerprint = pin): Promise<string> {
  const [own] = chain;
  const server: Server = createServer({ key: own!.key, cert: Buffer.concat(chain.map(({ cert }) => Buffer.concat([cert, Buffer.from('\n')]))) });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const said = await new Promise<string>((resolve) => {
    pinnedTo(fingerprint)({ hostname: '127.0.0.1', port }, (error, socket) => {
      socket?.destroy();
      resolve(error?.message ?? 'connected');
    });
  });
  await new Promise((resolve) => server.close(resolve));
  return said;
}

test.each([
  ['a node that the authority certified', [node, authority], pin],
  ['the authority itself, self-signed', [authority], pin],
  ['a fingerprint without colons, in small letters', [node, authority], pin.replace(/:/g, '').toLowerCase()],
  ['the fingerprint of the node itself', [node, authority], new X509Certificate(node.cert).fingerprint256],
])('%s is reached', async (_what, chain, fingerprint) => {
  expect(await shown(chain, fingerprint)).toBe('connected');
});

test.each([
  ['another authority', [makeCertificate('localhost')], /no certificate of the chain has the fingerprint/],
  ["the authority's certificate above one that it never signed", [impostor, authority], /is not signed by/],
  ['a node whose authority is not shown', [node], /no certificate of the chain/],
])('%s is refused', async (_what, chain, said) => {
  expect(await shown(chain)).toMatch(said);
});

test('a chain out of its dates is refused, and none at all', () => {
  const leaf = new X509Certificate(authority.cert);
  expect(wrongWith(leaf, pin, Date.now())).toBeUndefined();
  expect(wrongWith(leaf, pin, Date.parse(leaf.validTo) + 1_000)).toMatch(/CN=Cluster CA holds from/);
  expect(wrongWith(undefined, pin, Date.now())).toMatch(/no certificate/);
});
