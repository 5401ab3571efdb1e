import { resolveConfig, showConfig } from '../config';
import { storeChoice } from './store-choice';

test('a cluster is chosen by name, with all its nodes', () => {
  expect(storeChoice(resolveConfig({ env: {} }).values)).toBeUndefined();
  const env = { HABITUS_STORE: 'elasticsearch', HABITUS_ELASTICSEARCH_URL: 'https://a:9200, https://b:9200', HABITUS_ELASTICSEARCH_API_KEY: 'c2VjcmV0' };
  const config = resolveConfig({ env });
  expect(storeChoice(config.values)).toMatchObject({ elasticsearch: { nodes: ['https://a:9200', 'https://b:9200'], apiKey: 'c2VjcmV0' } });
  expect(JSON.stringify(showConfig(config.origins))).not.toContain('c2VjcmV0');
});

test('another store, an address with a password and one without a scheme are refused', () => {
  const choose = (env: Record<string, string>) => () => resolveConfig({ env });
  expect(choose({ HABITUS_STORE: 'mongodb' })).toThrow(/HAB-CONF-001.*store/);
  expect(choose({ HABITUS_ELASTICSEARCH_URL: 'https://elastic:secret@a:9200' })).toThrow(/HAB-CONF-001.*elasticsearch.url.*without a password/);
  expect(choose({ HABITUS_ELASTICSEARCH_URL: 'a:9200' })).toThrow(/HAB-CONF-001/);
});
