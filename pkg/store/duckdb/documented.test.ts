import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DAY, MINUTE } from '../../model';
import { compile } from '../../observe/compile';
import { parseFeature } from '../../observe/parse-feature';
import { collect } from '../contract/places';
import { openDuckdb } from './open';

/** The worked example of docs/features.md: its events, its definition, its table. */
test('docs/features.md counts what it says', async () => {
  const page = readFileSync(join(__dirname, '../../../docs/features.md'), 'utf8');
  const block = (language: string) => new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(page)?.[1] ?? '';
  const rows = [...page.matchAll(/^\| (\d{4}-\d\d-\d\dT\d\d:\d\d) \| (\S+) \| (\d+) \| (\d+) \|$/gm)].map((row) => row.slice(1));
  expect(rows.length).toBeGreaterThan(1);
  const [feature] = parseFeature(block('yaml'), 'docs/features.md');
  const from = Date.parse(`${rows[0]?.[0]?.slice(0, 10)}T00:00Z`);
  const dir = mkdtempSync(join(tmpdir(), 'habitus-'));
  const store = await openDuckdb({ dir, namespace: 'default', clock: () => from });
  try {
    expect(await store.events.append(Buffer.from(block('json')))).toEqual({ stored: 4, duplicates: 0, refused: [] });
    const counted = feature ? await collect(store.events.count(compile(feature, 'default', from, from + DAY))) : [];
    const table = counted.map((seen) => [
      new Date(seen.start).toISOString().slice(0, -8),
      seen.entity.id,
      ...(seen.kind === 'magnitude' ? [String(seen.value), String(seen.events)] : []),
    ]);
    expect(table).toEqual(rows);
    expect(counted.every((seen) => seen.width === 60 * MINUTE)).toBe(true);
  } finally {
    await store.close();
    rmSync(dir, { recursive: true });
  }
});
