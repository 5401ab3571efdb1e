import { replayScores } from './scores';
import type { Store } from '../store/store';

test.each(['z-score', 'toString'])('scores of the detector %s, which features cannot select, are refused with the names that they can', async (detector) => {
  const rows = replayScores({ store: {} as Store, features: [] }, { from: 0, until: 1, features: [] }, { detector });
  const first = async (): Promise<void> => {
    for await (const row of rows) throw new Error(`expected no row, got one of ${row.detector}`);
  };
  await expect(first()).rejects.toThrow(`HAB-CLI-001: expected a detector: combined, count-tail,`);
});
