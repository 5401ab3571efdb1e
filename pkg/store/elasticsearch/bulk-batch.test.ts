import { BodyMemory } from './body-memory';
import { BulkBatch } from './bulk-batch';
import { creations } from './bulk-body';

const NOW = Buffer.from('2026-11-25T10:00:00.000Z');
const own = (id: string, more = ''): string =>
  `{"@timestamp":"2026-11-25T09:40:26.789Z","habitus.id":"${id}","event.ingested":"2026-11-25T09:47:46.381Z"${more}}`;

/** Between other bytes, as it lies in a file. */
function at(line: string): { bytes: Buffer; start: number; end: number } {
  const bytes = Buffer.from(`{}\n${line}\n{}`);
  return { bytes, start: 3, end: bytes.length - 3 };
}

test('is the body that its items make, also where it had to grow and where the lines are written over', () => {
  const batch = new BulkBatch(Buffer.alloc(64));
  const ids = Array.from({ length: 50 }, (_, n) => `079c59a8e81fc7ada840d368${String(n).padStart(2, '0')}`);
  for (const [place, id] of ids.entries()) {
    const line = at(own(id, `,"user.name":"Zürich ${place}"`));
    batch.addOwn(line, NOW, place);
    line.bytes.fill(0);
  }
  batch.add({ id: 'quoted"\n', source: '{"n":"\u{1f512}"}', line: Buffer.from('as it came'), place: 50 });
  expect(batch.body.toString()).toBe(creations(batch.items).toString());
  expect(batch.items.map(({ id }) => id)).toEqual([...ids, 'quoted"\n']);
  expect(batch.items.map(({ place }) => place)).toEqual(Array.from({ length: 51 }, (_, place) => place));
  const lines = batch.body.toString().split('\n');
  expect(lines[14]).toBe(`{"create":{"_id":"${ids[7]}"}}`);
  expect(JSON.parse(lines[15] ?? '')).toEqual({
    ...(JSON.parse(own(ids[7] ?? '')) as object),
    'event.ingested': NOW.toString(),
    'user.name': 'Zürich 7',
  });
});

test('memory is used again, but for one that grew', () => {
  const memory = new BodyMemory(128, 1);
  const [first, second] = [memory.take(), memory.take()];
  memory.give(Buffer.alloc(256));
  memory.give(first);
  memory.give(second);
  expect(memory.take()).toBe(first);
  expect(memory.take()).not.toBe(second);
});
