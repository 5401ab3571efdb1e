import type { RecordStore } from '../store/store';

const KIND = 'demo';
const ID = 'planted';

/** Keeps what was planted in an imported demo; a newer demo replaces an older one. */
export async function rememberDemo(records: RecordStore, demo: unknown): Promise<void> {
  const known = await records.get(KIND, ID);
  await records.put(KIND, ID, demo, known?.version);
}

/** What was planted, where the data is a demo. */
export async function plantedDemo<T>(records: RecordStore): Promise<T | undefined> {
  return (await records.get<T>(KIND, ID))?.value;
}
