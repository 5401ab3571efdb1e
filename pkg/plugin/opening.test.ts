import { HabitusError } from '../errors';
import type { Habitus } from '../owner/habitus';
import { Opening } from './opening';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined, debug: () => undefined } as never;
const habitus = { dataDir: 'd', namespace: 'n', close: () => Promise.resolve() } as unknown as Habitus;

test.each(['HAB-STORE-001', 'HAB-STORE-003', 'HAB-STORE-006', 'HAB-STORE-007'] as const)(
  '%s is tried again until it is mended, without a restart',
  async (code) => {
    let tries = 0;
    const open = (): Promise<Habitus> => (++tries < 3 ? Promise.reject(new HabitusError(code, 'not yet')) : Promise.resolve(habitus));
    const opening = new Opening(open, () => Promise.resolve(undefined), silent, 10_000, 1);
    await expect(opening.habitus()).rejects.toMatchObject({ code });
    expect(opening.state.is).toBe('waiting');
    for (const end = Date.now() + 5_000; opening.state.is !== 'open' && Date.now() < end;) await new Promise(setImmediate);
    expect(await opening.habitus()).toBe(habitus);
    await opening.close();
  }
);

test('what cannot be mended from outside stays as it is', async () => {
  const opening = new Opening(
    () => Promise.reject(new HabitusError('HAB-STORE-002', 'newer')),
    () => Promise.resolve(undefined),
    silent,
    10_000,
    1
  );
  await expect(opening.habitus()).rejects.toMatchObject({ code: 'HAB-STORE-002' });
  expect(opening.state.is).toBe('failed');
  await opening.close();
});
