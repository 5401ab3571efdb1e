import type { Store } from '../../../store/store';

/** All that was written of a namespace: equal for any number of workers, whatever became of them on the way. */
export async function writtenIn(store: Store, until: number): Promise<object> {
  const span = { from: 0, to: until, limit: 100_000 };
  const anomalies = await store.findings.anomalies(span);
  const rollUps = [];
  for await (const row of store.observations.read(span)) rollUps.push(row);
  const receipts = await Promise.all(anomalies.map(({ receipt }) => store.findings.receipt(receipt)));
  return { anomalies, receipts, rollUps, risk: await store.findings.risk(span) };
}
