import { detectCapabilities } from '../../pkg/store/elasticsearch/capabilities';
import { connect } from '../../pkg/store/elasticsearch/connection';
import { installTemplates } from '../../pkg/store/elasticsearch/install';
import { describeOnElasticsearch } from '../../pkg/store/elasticsearch/testing/describe-on-server';
import { mintRun } from './testing/mint-run';

const SEED = 13;
const KILLS = process.env['HABITUS_SOAK'] === 'pseudonyms' ? 20 : 3;
jest.setTimeout(300_000);

describeOnElasticsearch(`a vault in the cluster (seed ${SEED}; 20 kills: npm run soak -- pseudonyms)`, 'newest', (server) => {
  let url: string;
  beforeAll(async () => {
    url = await server.url();
    const client = connect({ nodes: [url] });
    await installTemplates(client, await detectCapabilities(client));
    await client.close();
  });

  test(`its writer is killed ${KILLS} times while it meets names: each token has its original, each name one token`, async () => {
    const { acknowledged, tokens, unsealed, doubled, lost, raw } = await mintRun({ seed: SEED, kills: KILLS, url });
    expect(acknowledged).toBeGreaterThan(KILLS * 5);
    expect(tokens).toBeGreaterThan(acknowledged);
    expect({ unsealed, doubled, lost, raw }).toEqual({ unsealed: [], doubled: [], lost: [], raw: [] });
  });
});
