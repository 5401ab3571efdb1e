import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  describeCounting,
  describeEventStore,
  describeFindingStore,
  describeObservationStore,
  describeRecordStore,
  describeRetention,
  describeStateStore,
} from '../contract';
import type { Store } from '../store';
import { openDuckdb } from './open';

const dir = mkdtempSync(join(tmpdir(), 'habitus-duckdb-'));
afterAll(() => rmSync(dir, { recursive: true }));

const open = (place: string, clock = Date.now): Promise<Store> => openDuckdb({ dir: join(dir, place), namespace: 'default', clock, memoryLimit: '512MB' });

for (const describeStore of [describeEventStore, describeCounting, describeObservationStore, describeStateStore, describeFindingStore, describeRecordStore]) {
  describeStore('duckdb', (place) => open(place));
}
describeRetention('duckdb', open);

const openParts = (place: string, clock = Date.now): Promise<Store> =>
  openDuckdb({ dir: join(dir, `parts-${place}`), namespace: 'default', clock, memoryLimit: '512MB', leastPart: 1 });

for (const describeStore of [describeEventStore, describeCounting]) {
  describeStore('duckdb, every batch a part', (place) => openParts(place));
}
describeRetention('duckdb, every batch a part', openParts);
