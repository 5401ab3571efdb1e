import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { HOUR, type Anomaly } from '../../model';
import { openDuckdb } from './open';

const OPTIONS = { namespace: 'default', clock: () => HOUR };
const EVER = { from: 0, to: 9 * HOUR };

function anomaly(id: string, within: string, minusLog10P: number): Anomaly {
  return { id, run: 'live', case: within, entity: { type: 'user', id }, start: 0, end: HOUR, minusLog10P, score: Math.min(100, 10 * minusLog10P) } as Anomaly;
}

test('cases of anomalies that an older version wrote, without columns for case and height, are ranked with the others', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'habitus-findings-'));
  try {
    const before = await openDuckdb({ dir, ...OPTIONS });
    const anomalies = [anomaly('a', 'x', 12), anomaly('b', 'y', 14), anomaly('c', 'x', 13), anomaly('d', 'z', 2)];
    await before.findings.write({ findings: [], receipts: [], risk: [], anomalies });
    await before.close();
    const instance = await DuckDBInstance.create(join(dir, 'default', 'habitus.duckdb'));
    const connection = await instance.connect();
    await connection.run(`UPDATE anomalies SET within = NULL, minus_log10_p = NULL WHERE id <> 'c'`);
    connection.closeSync();
    instance.closeSync();
    const store = await openDuckdb({ dir, ...OPTIONS });
    expect(await store.findings.highestCases({ ...EVER, limit: 9 })).toEqual(['y', 'x', 'z']);
    expect(await store.findings.highestCases({ ...EVER, limit: 1 })).toEqual(['y']);
    await store.close();
  } finally {
    rmSync(dir, { recursive: true });
  }
});
