import { DAY, HOUR } from '../model';
import { shippedFeatures } from '../observe';
import type { ObservationStore, RollUp } from '../store/store';
import { DayRows } from './day-rows';
import { freshPass } from './fresh-pass';
import { byGroup } from './met-by-group';

const MONDAY = Date.UTC(2026, 2, 2);
const FEATURE = shippedFeatures().find(({ id }) => id === 'logins-succeeded-per-user')!;

function written(): { readonly store: ObservationStore; readonly calls: string[] } {
  const calls: string[] = [];
  const note = (name: string) => (rows: readonly RollUp[]) => Promise.resolve(void calls.push(`${name} ${rows.length}`));
  const pieces = { add: note('add'), join: (before: number) => Promise.resolve(void calls.push(`join ${(before - MONDAY) / DAY}`)) };
  return { store: { write: note('write'), pieces } as unknown as ObservationStore, calls };
}

/** Hours of three people who all do something. */
async function live(rows: DayRows, hours: number): Promise<void> {
  const pass = freshPass({ features: [FEATURE] }, () => undefined);
  for (let start = MONDAY; start < MONDAY + hours * HOUR; start += HOUR) {
    const met = ['ada', 'bo', 'cy'].map((id) => [id, { kind: 'count', entity: { type: 'user', id }, start, width: HOUR, value: 2 }] as const);
    for (const { judged } of pass.closeHour(start, () => byGroup(new Map(met)))) for (const one of judged) rows.add(one);
    await rows.writeIfMany();
  }
}

test('a day that is learnt at once is written whole; an hour within it as pieces, which are joined when it is over', async () => {
  const { store, calls } = written();
  const rows = new DayRows(store);
  await live(rows, 24);
  await rows.finish(MONDAY, MONDAY + DAY);
  expect(calls.splice(0)).toEqual(['write 3', 'join 1']);
  await live(rows, 1);
  await rows.finish(MONDAY, MONDAY + HOUR);
  await live(rows, 1);
  await rows.finish(MONDAY + HOUR, MONDAY + 2 * HOUR);
  expect(calls).toEqual(['write 3', 'add 3']);
});

test('where rows are many they do not wait for the end of the day', async () => {
  const { store, calls } = written();
  const rows = new DayRows(store, 3);
  await live(rows, 2);
  await rows.finish(MONDAY, MONDAY + DAY);
  expect(calls).toEqual(['add 3', 'add 3', 'join 1']);
});

test('a store that takes no pieces is refused', async () => {
  await expect(new DayRows({} as ObservationStore).finish(MONDAY, MONDAY + DAY)).rejects.toThrow('expected one that takes pieces');
});
