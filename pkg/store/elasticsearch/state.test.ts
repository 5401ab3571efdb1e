import { randomBytes } from 'node:crypto';
import { detectCapabilities } from './capabilities';
import { connect } from './connection';
import { installTemplates } from './install';
import { namesOf } from './names';
import { openElasticsearch } from './open';
import { describeOnElasticsearch } from './testing/describe-on-server';

jest.setTimeout(120_000);

/** Bytes of a document: 4 MiB in base64, and what is around it. */
const MOST = 5.7 * 1024 * 1024;

describeOnElasticsearch('a block of states of very many entities', 'newest', (server) => {
  test('is cut into documents of a bounded size; of two who replace it one wins, and nothing of the other stays', async () => {
    const nodes = [await server.url()];
    const client = connect({ nodes });
    const namespace = `huge-${Date.now().toString(36)}`;
    await installTemplates(client, await detectCapabilities(client));
    const store = await openElasticsearch({ nodes, namespace, clock: Date.now });
    try {
      const [first, ...others] = [0, 1, 2].map(() => randomBytes(9 * 1024 * 1024)) as [Buffer, Buffer, Buffer];
      expect(await store.state.put('checkpoint/0/group-03', first, undefined)).toBe(1);
      const came = await Promise.all(others.map(async (bytes) => await store.state.put('checkpoint/0/group-03', bytes, 1)));
      expect([...came].sort()).toEqual([2, undefined]);
      const found = await store.state.get('checkpoint/0/group-03');
      expect(others[came.indexOf(2)]!.equals(found!.bytes)).toBe(true);
      const { state } = namesOf(namespace);
      await client.indices.refresh({ index: state });
      const { hits } = await client.search({ index: state, size: 100 });
      // The head and three parts.
      expect(hits.hits).toHaveLength(4);
      expect(Math.max(...hits.hits.map(({ _source }) => JSON.stringify(_source).length))).toBeLessThan(MOST);
    } finally {
      await store.close();
      await client.close();
    }
  });
});
