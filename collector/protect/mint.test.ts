import { mintRun } from './testing/mint-run';

const SEED = 11;

test(`killed three times while it meets names: each token has its original, each name one token (seed ${SEED}; 20 kills: npm run soak -- pseudonyms)`, async () => {
  const { acknowledged, tokens, unsealed, doubled, lost, raw } = await mintRun({ seed: SEED, kills: 3 });
  expect(acknowledged).toBeGreaterThan(30);
  expect(tokens).toBeGreaterThan(acknowledged);
  expect({ unsealed, doubled, lost, raw }).toEqual({ unsealed: [], doubled: [], lost: [], raw: [] });
});
