import type { Feature } from '../model';
import { guardVersions } from './guard-versions';
import { shippedFeatures } from './shipped';

class Records {
  private readonly rows = new Map<string, unknown>();

  public async get<T>(kind: string, id: string): Promise<{ value: T; version: number } | undefined> {
    const value = this.rows.get(`${kind}/${id}`);
    return value === undefined ? undefined : { value: value as T, version: 1 };
  }

  public async put<T>(kind: string, id: string, value: T): Promise<number | undefined> {
    const key = `${kind}/${id}`;
    if (this.rows.has(key)) {
      return undefined;
    }
    this.rows.set(key, structuredClone(value));
    return 1;
  }
}

const [feature] = shippedFeatures() as [Feature];

test('the same definitions again are welcome, wording may change', async () => {
  const records = new Records();
  await guardVersions(records, shippedFeatures());
  await guardVersions(records, shippedFeatures());
  await guardVersions(records, [{ ...feature, question: 'Otherwise said?', sources: [], unit: { one: 'x', many: 'xs' } }]);
});

test.each([
  { where: { all: [] } },
  { measure: { kind: 'distinct', field: 'user.name' } },
  { bucket: 'day' },
  { zero: 'skip' },
  { tail: 'both' },
  { detectors: ['zscore'] },
] as Partial<Feature>[])('a changed body under an old version is refused: %j', async (change) => {
  const records = new Records();
  await guardVersions(records, [feature]);
  await expect(guardVersions(records, [{ ...feature, ...change }])).rejects.toThrow(
    `HAB-FEAT-002: expected version ${feature.version + 1} or higher of ${feature.id}`
  );
  await guardVersions(records, [{ ...feature, ...change, version: feature.version + 1 }]);
});
