import { describeOnElasticsearch } from './describe-on-server';
import { runnableServers } from './runnable';

describeOnElasticsearch('a real server', 'all', (server) => {
  test('answers as the product that clients look for', async () => {
    const response = await fetch(`${await server.url()}/_cluster/health`);
    expect(response.headers.get('x-elastic-product')).toBe('Elasticsearch');
    expect(await response.json()).toMatchObject({ number_of_nodes: 1 });
  }, 120_000);

  test('is one for the whole run', async () => {
    expect(await server.url()).toBe(await server.url());
  }, 120_000);
});

test('each line runs on its own JDKs, and on none without Maven unless it was fetched before', () => {
  const [java17, java25] = [
    { home: '/a', version: 17 },
    { home: '/b', version: 25 },
  ];
  expect(runnableServers([java25, java17], true).map(({ version, jdk }) => `${version} on ${jdk.version}`)).toEqual(['9.5.3 on 25', '8.19.21 on 17']);
  expect(runnableServers([java17], true).map(({ version }) => version)).toEqual(['8.19.21']);
  expect(runnableServers([{ home: '/c', version: 11 }], true)).toEqual([]);
});
