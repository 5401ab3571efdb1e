import type { Condition, Event } from '../../model';
import { shippedFeatures } from '../../observe';
import type { EventQuery, Store } from '../../store/store';
import { eventsBehind, type Asked } from './events-behind';

const feature = shippedFeatures().find(({ id }) => id === 'logins-failed-per-user')!;

/** A store of so many failures a user; `reads` holds how many users each read asked for. */
function storeOf(failures: Readonly<Record<string, number>>, reads: number[]): Store {
  const find = async ({ where, limit }: EventQuery): Promise<Event[]> => {
    const { is } = (where as { readonly all: readonly [Condition & { readonly is: string | readonly string[] }] }).all[0];
    const ids = typeof is === 'string' ? [is] : is;
    reads.push(ids.length);
    const all = ids.flatMap((id) => Array.from({ length: failures[id] ?? 0 }, () => ({ habitus: { entity: { actor: { user: id } } } }) as unknown as Event));
    return await Promise.resolve(all.slice(0, limit));
  };
  return { events: { find } } as unknown as Store;
}

const askedOf = (ids: readonly string[]): Asked[] => ids.map((id) => ({ feature, finding: { entity: { type: 'user', id }, start: 0, width: 3_600_000 } }));
const users = Array.from({ length: 120 }, (_, n) => `u${n}`);

test('a read answers for fifty, and each gets its own', async () => {
  const reads: number[] = [];
  const found = await eventsBehind(storeOf(Object.fromEntries(users.map((id, n) => [id, n % 5])), reads), askedOf(users));
  expect(reads).toEqual([50, 50, 20]);
  expect(found.map((events) => events.length)).toEqual(users.map((_, n) => n % 5));
  expect(found[7]!.every(({ habitus }) => JSON.stringify(habitus).includes('"u7"'))).toBe(true);
});

test('where one has more events than a read gives, each is read alone: a loud one takes nobody his', async () => {
  const reads: number[] = [];
  const found = await eventsBehind(storeOf({ u0: 90_000, u1: 3 }, reads), askedOf(['u0', 'u1']));
  expect(reads).toEqual([2, 1, 1]);
  expect(found.map((events) => events.length)).toEqual([100, 3]);
});
