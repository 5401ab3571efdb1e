import { createHash } from 'node:crypto';
import { ByteBuffer } from './byte-buffer';
import { RequestIds } from './request-ids';

const HOUR = 3_600_000;
const request = (text: string): RequestIds => new RequestIds(createHash('sha256').update(text).digest('hex'));

const out = new ByteBuffer();

function idOf(ids: RequestIds, place: number, at: number | undefined): string {
  out.clear();
  ids.of(place, at).write(out);
  return out.bytes().toString('latin1');
}

test('the hour of the event, then 20 digits that its request and its place decide', () => {
  const id = idOf(request('a'), 0, 500_000 * HOUR + 1);
  expect(id).toMatch(/^07a120[0-9a-f]{20}$/);
  expect(idOf(request('a'), 0, 500_000 * HOUR + 1)).toBe(id);
  expect(idOf(request('a'), 1, 500_000 * HOUR + 1)).not.toBe(id);
  expect(idOf(request('b'), 0, 500_000 * HOUR + 1)).not.toBe(id);
  expect(idOf(request('a'), 0, undefined)).toBe(`000000${id.slice(6)}`);
});

test('no two places of 100 requests have the same id, nor the same 64 bits of one', () => {
  const all = new Set<string>();
  const high = new Set<string>();
  const low = new Set<string>();
  for (let r = 0; r < 100; r++) {
    const ids = request(`request ${r}`);
    for (let place = 0; place < 1_000; place++) {
      const id = idOf(ids, place, 0).slice(6);
      all.add(id);
      high.add(id.slice(0, 16));
      low.add(id.slice(4));
    }
  }
  expect([all.size, high.size, low.size]).toEqual([100_000, 100_000, 100_000]);
});

test('each digit takes each value about as often', () => {
  const ids = request('spread');
  const counts = Array.from({ length: 20 }, () => new Array<number>(16).fill(0));
  for (let place = 0; place < 16_000; place++) {
    const id = idOf(ids, place, 0).slice(6);
    for (let at = 0; at < 20; at++) counts[at]![Number.parseInt(id[at] ?? '', 16)]! += 1;
  }
  for (const count of counts.flat()) expect(Math.abs(count - 1_000)).toBeLessThan(200);
});
