import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../testing/open-intake';
import { Watched } from './watched';

test('a file that changes is read again; one that cannot be used leaves what was', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'habitus-watched-'));
  const path = join(dir, 'number');
  writeFileSync(path, '1');
  const made = (bytes: Buffer): number => {
    if (!/^\d+$/.test(bytes.toString())) throw new Error('no number');
    return Number(bytes.toString());
  };
  const watched = new Watched(path, made, 20);
  try {
    expect(watched.value).toBe(1);
    writeFileSync(`${path}.new`, '22');
    renameSync(`${path}.new`, path);
    await until(() => watched.value === 22);
    expect(watched.version).toBe(1);
    writeFileSync(path, 'half of');
    await until(() => watched.error !== undefined);
    expect(watched.error).toContain('what was read before stays in use: no number');
    expect(watched.value).toBe(22);
    rmSync(path);
    await until(() => watched.error?.includes('is gone') === true);
    writeFileSync(path, '333');
    await until(() => watched.value === 333);
    expect(watched.error).toBeUndefined();
  } finally {
    watched.close();
    rmSync(dir, { recursive: true });
  }
  expect(() => new Watched(path, made)).toThrow(/HAB-CLI-002/);
});
