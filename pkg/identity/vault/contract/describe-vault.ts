import { Seal } from '../seal';
import { SealedVault, type Shelf } from '../vault';

/** What is under test: a place for a vault, opened anew as often as asked. */
export interface ShelfPlace {
  open(): Promise<Shelf>;
  /** All bytes that are durable. */
  bytes(): Promise<Buffer>;
  end(): Promise<void>;
}

const KEY = Buffer.alloc(32, 7);

/** What every shelf holds to. */
export function describeVault(name: string, make: () => Promise<ShelfPlace>): void {
  describe(`${name}: vault`, () => {
    let place: ShelfPlace;
    beforeEach(async () => (place = await make()));
    afterEach(async () => await place.end());
    const open = async (key = KEY): Promise<SealedVault> => new SealedVault(await place.open(), new Seal(key));

    test('opens what was put, also after it was closed; a token it does not have is undefined', async () => {
      const vault = await open();
      vault.put('user-a', 'Ada Lovelace');
      vault.put('address-b', '2001:db8::1');
      expect(await vault.open('user-a')).toBe('Ada Lovelace');
      await vault.settle();
      await vault.close();
      await vault.close();
      const again = await open();
      expect([await again.open('user-a'), await again.open('address-b'), await again.open('user-c')]).toEqual(['Ada Lovelace', '2001:db8::1', undefined]);
      expect(await again.count()).toBe(2);
      await again.close();
    });

    test('a token that lies there stays as it is; one put by two processes at once is one', async () => {
      const vault = await open();
      vault.put('user-a', 'first');
      await vault.settle();
      vault.put('user-a', 'second');
      await vault.settle();
      expect([await vault.open('user-a'), await vault.count()]).toEqual(['first', 1]);
      await vault.close();
    });

    test('what is settled is durable without a close, and only as ciphertext', async () => {
      const vault = await open();
      for (let n = 0; n < 300; n++) vault.put(`user-${n}`, `raw-identifier-${n}@acme.com`);
      await vault.settle();
      const bytes = (await place.bytes()).toString('latin1');
      expect(bytes).toContain('user-299');
      expect(bytes).not.toContain('raw-identifier');
      expect(bytes).not.toContain(Buffer.from('raw-identifier').toString('base64').slice(0, 12));
      await vault.close();
    });

    test('another key opens nothing, and says so', async () => {
      const vault = await open();
      vault.put('user-a', 'ada');
      await vault.close();
      const other = await open(Buffer.alloc(32, 8));
      await expect(other.open('user-a')).rejects.toThrow('HAB-VAULT-002');
      await other.close();
    });
  });
}
