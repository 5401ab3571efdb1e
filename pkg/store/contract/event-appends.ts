import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DAY, HOUR, MINUTE } from '../../model';
import type { Store } from '../store';
import { bytes, line, MONDAY } from './event-lines';
import { collect, onStore, type OpenStore } from './places';

/** Appending, finding, extent and retention of events. */
export function describeEventStore(name: string, open: OpenStore): void {
  describe(`${name}: events`, () => {
    describe('append', () => {
      test(
        'stores a batch and says how many',
        onStore(open, async (store) => {
          const lines = Array.from({ length: 50 }, (_, i) => line(MONDAY + i * MINUTE, i));
          expect(await store.events.append(bytes(lines))).toEqual({ stored: 50, duplicates: 0, refused: [] });
          expect(await total(store)).toBe(50);
        })
      );

      test(
        'a second delivery is a no-op, in the batch, in a later one, after a reopen',
        onStore(open, async (store, reopen) => {
          const lines = [line(MONDAY, 1), line(MONDAY, 2), line(MONDAY, 1)];
          expect(await store.events.append(bytes(lines))).toEqual({ stored: 2, duplicates: 1, refused: [] });
          expect(await store.events.append(bytes([...lines, line(MONDAY, 3)]))).toEqual({ stored: 1, duplicates: 3, refused: [] });
          const again = await reopen();
          expect(await again.events.append(bytes(lines))).toEqual({ stored: 0, duplicates: 3, refused: [] });
          expect(await total(again)).toBe(3);
          expect((await again.events.extent()).count).toBe(3);
        })
      );

      test(
        'knows an id again whatever its time says, with and without the hour in the id',
        onStore(open, async (store) => {
          const undated = { 'habitus.id': `000000${'a'.repeat(20)}` };
          await store.events.append(bytes([line(MONDAY, 1), line(MONDAY, 2, undated)]));
          const moved = [line(MONDAY + 90 * DAY, 0, { 'habitus.id': JSON.parse(line(MONDAY, 1))['habitus.id'] }), line(MONDAY + 90 * DAY, 2, undated)];
          expect(await store.events.append(bytes(moved))).toEqual({ stored: 0, duplicates: 2, refused: [] });
        })
      );

      test(
        'keeps what is good of a damaged batch and refuses the rest with reasons',
        onStore(open, async (store) => {
          const good = [line(MONDAY, 1), line(MONDAY, 2)];
          const bad = ['{"habitus.id":"x"', '[1]', line(MONDAY, 3, { '@timestamp': null }), line(MONDAY, 4, { 'source.port': 'http' }), '{"message":"no id"}'];
          const result = await store.events.append(bytes([...bad, ...good]));
          expect(result).toMatchObject({ stored: 2, duplicates: 0 });
          expect(result.refused.map((refused) => refused.line)).toEqual(bad);
          expect(result.refused.every((refused) => refused.reason.length > 5)).toBe(true);
          expect(await total(store)).toBe(2);
        })
      );

      test(
        'refuses a line that is not UTF-8 and one that stops in the middle',
        onStore(open, async (store) => {
          const damaged = Buffer.concat([
            bytes([line(MONDAY, 1)]),
            Buffer.from('{"habitus.id":"\xff\xfe"}\n', 'latin1'),
            Buffer.from(line(MONDAY, 2).slice(0, 60)),
          ]);
          const result = await store.events.append(damaged);
          expect(result.stored).toBe(1);
          expect(result.refused).toHaveLength(2);
        })
      );

      test(
        'takes epoch milliseconds, offsets, single values for lists, numbers as text',
        onStore(open, async (store) => {
          const lines = [
            line(MONDAY, 1, { '@timestamp': MONDAY + 1 }),
            line(MONDAY, 2, { '@timestamp': '2026-01-05T02:00:00.002+02:00' }),
            line(MONDAY, 3, { 'event.category': 'web', 'source.port': '443', '@timestamp': new Date(MONDAY + 3).toISOString() }),
          ];
          expect(await store.events.append(bytes(lines))).toEqual({ stored: 3, duplicates: 0, refused: [] });
          const events = await store.events.find({ from: MONDAY, to: MONDAY + HOUR, limit: 10 });
          expect(events.map((event) => Date.parse(event['@timestamp']) - MONDAY)).toEqual([3, 2, 1]);
          expect(events[0]).toMatchObject({ event: { category: ['web'] }, source: { port: 443 } });
        })
      );

      test(
        'the bytes may be reused afterwards, and an empty batch is none',
        onStore(open, async (store) => {
          const batch = bytes([line(MONDAY, 1)]);
          expect(await store.events.append(batch)).toEqual({ stored: 1, duplicates: 0, refused: [] });
          batch.fill(0x20);
          expect(await total(store)).toBe(1);
          expect(await store.events.append(new Uint8Array())).toEqual({ stored: 0, duplicates: 0, refused: [] });
        })
      );

      test(
        'batches at the same time neither lose nor double',
        onStore(open, async (store) => {
          const lines = Array.from({ length: 300 }, (_, i) => line(MONDAY + i * MINUTE, i));
          const batches = [lines.slice(0, 200), lines.slice(100), lines.slice(50, 250), lines];
          const results = await Promise.all(batches.map((batch) => store.events.append(bytes(batch))));
          expect(results.reduce((sum, result) => sum + result.stored, 0)).toBe(300);
          expect(results.reduce((sum, result) => sum + result.duplicates, 0)).toBe(600);
          expect(await total(store)).toBe(300);
        })
      );
    });

    describe('appendFile', () => {
      test(
        'reads a segment, skips lines without id, refuses damaged ones',
        onStore(open, async (store) => {
          await withFile(bytes([line(MONDAY, 1), '{"crc32":"f00d","lines":1}', line(MONDAY, 2), '{"crc32":"feed","lines":1}']), async (path) => {
            expect(await store.events.appendFile(path)).toEqual({ stored: 2, duplicates: 0, refused: [] });
            expect(await store.events.appendFile(path)).toEqual({ stored: 0, duplicates: 2, refused: [] });
          });
          await withFile(bytes([line(MONDAY, 3), '{"habitus.id":', '{"crc32":"f00d"}']), async (path) => {
            const result = await store.events.appendFile(path);
            expect(result).toMatchObject({ stored: 1, refused: [{ line: '{"habitus.id":' }] });
          });
        })
      );

      test(
        'takes a line of ten megabytes',
        onStore(open, async (store) => {
          await withFile(bytes([line(MONDAY, 1, { message: 'x'.repeat(10_000_000) }), line(MONDAY, 2)]), async (path) => {
            expect(await store.events.appendFile(path)).toEqual({ stored: 2, duplicates: 0, refused: [] });
          });
        })
      );

      test(
        'a path with a quote in it is a path',
        onStore(open, async (store) => {
          await withFile(
            bytes([line(MONDAY, 1)]),
            async (path) => {
              expect((await store.events.appendFile(path)).stored).toBe(1);
            },
            "it's; --.ndjson"
          );
        })
      );
    });

    test(
      'find gives events newest first, nested as ECS, half open, limited, filtered',
      onStore(open, async (store) => {
        const extra = { labels: { site: 'hq' }, 'habitus.extra': { deep: { a: [1, 2] } }, 'related.ip': ['10.0.0.1', '10.0.0.2'], 'source.port': 22 };
        await store.events.append(
          bytes([line(MONDAY, 1, extra), line(MONDAY + 1, 2), line(MONDAY + 2, 3, { 'event.outcome': 'success' }), line(MONDAY + HOUR, 4)])
        );
        const all = await store.events.find({ from: MONDAY, to: MONDAY + HOUR, limit: 10 });
        expect(all.map((event) => event.habitus?.id)).toEqual([3, 2, 1].map((n) => JSON.parse(line(MONDAY, n))['habitus.id']));
        expect(all[2]).toMatchObject({
          '@timestamp': '2026-01-05T00:00:00.000Z',
          event: { category: ['authentication'], outcome: 'failure' },
          labels: { site: 'hq' },
          related: { ip: ['10.0.0.1', '10.0.0.2'] },
          source: { port: 22 },
          habitus: { source: 'sshd', extra: { deep: { a: [1, 2] } }, entity: { actor: { user: 'anna' } } },
        });
        expect(await store.events.find({ from: MONDAY, to: MONDAY + HOUR, limit: 1 })).toHaveLength(1);
        const failed = await store.events.find({ from: MONDAY, to: MONDAY + HOUR, limit: 10, where: { field: 'event.outcome', is: 'success' } });
        expect(failed).toHaveLength(1);
      })
    );

    test(
      'find gives at least the fields that are wanted',
      onStore(open, async (store) => {
        await store.events.append(bytes([line(MONDAY, 1, { 'source.ip': '10.0.0.1', labels: { site: 'hq' }, 'habitus.extra': { 'a.b': 1 } })]));
        const fields = ['source.ip', 'habitus.entity.actor.user', 'labels', 'habitus.extra'] as const;
        const [event] = await store.events.find({ from: MONDAY, to: MONDAY + HOUR, limit: 1, fields });
        expect(event).toMatchObject({
          source: { ip: '10.0.0.1' },
          labels: { site: 'hq' },
          habitus: { entity: { actor: { user: 'anna' } }, extra: { 'a.b': 1 } },
        });
      })
    );

    test(
      'find gives as many as are asked for, however many',
      onStore(open, async (store) => {
        await store.events.append(bytes(Array.from({ length: 12_000 }, (_, i) => line(MONDAY + (i % 1_000), i))));
        const events = await store.events.find({ from: MONDAY, to: MONDAY + HOUR, limit: 11_000 });
        expect(new Set(events.map(({ habitus }) => habitus?.['id'])).size).toBe(11_000);
      })
    );

    test(
      'extent of an empty store and of several sources',
      onStore(open, async (store) => {
        expect(await store.events.extent()).toEqual({ count: 0, sources: [] });
        await store.events.append(bytes([line(MONDAY + HOUR, 1), line(MONDAY, 2), line(MONDAY + DAY, 3, { 'habitus.source': 'ecs' })]));
        await store.events.append(bytes([line(MONDAY - HOUR, 4)]));
        expect(await store.events.extent()).toEqual({
          count: 4,
          oldest: MONDAY - HOUR,
          newest: MONDAY + DAY,
          sources: [
            { source: 'ecs', count: 1, newest: MONDAY + DAY },
            { source: 'sshd', count: 3, newest: MONDAY + HOUR },
          ],
        });
      })
    );

    test(
      'close may be called twice, and says so in health',
      onStore(open, async (store) => {
        expect((await store.health()).ok).toBe(true);
        await store.close();
        await store.close();
        expect((await store.health()).ok).toBe(false);
      })
    );
  });
}

/** Retention and compaction go by ingest time, so the store has to be opened with a clock that can be set. */
export function describeRetention(name: string, open: (place: string, clock: () => number) => ReturnType<OpenStore>): void {
  describe(`${name}: retention`, () => {
    let now = MONDAY;
    const openNow: OpenStore = (place) => open(place, () => now);
    beforeEach(() => {
      now = MONDAY;
    });

    test(
      'counts from ingest, not from the time of the event',
      onStore(openNow, async (store, reopen) => {
        await store.events.append(bytes([line(MONDAY, 1), line(MONDAY - 900 * DAY, 2)]));
        now = MONDAY + 10 * DAY;
        await store.events.append(bytes([line(MONDAY, 3), line(MONDAY - 800 * DAY, 4)]));
        expect(await store.events.retain(MONDAY)).toBe(0);
        expect(await store.events.retain(MONDAY + DAY)).toBe(2);
        const again = await reopen();
        expect(await again.events.extent()).toMatchObject({ count: 2, oldest: MONDAY - 800 * DAY, newest: MONDAY });
        expect(await total(again)).toBe(2);
      })
    );

    test(
      "the time of ingest is the store's own, whatever a line says of it",
      onStore(openNow, async (store) => {
        const said = { 'event.ingested': new Date(MONDAY - 90 * DAY).toISOString() };
        expect(await store.events.append(bytes([line(MONDAY, 1, said)]))).toEqual({ stored: 1, duplicates: 0, refused: [] });
        const [event] = await store.events.find({ from: MONDAY, to: MONDAY + HOUR, limit: 1 });
        expect(Date.parse(event?.event.ingested ?? '')).toBe(MONDAY);
        expect(await store.events.retain(MONDAY)).toBe(0);
      })
    );

    test(
      'goes by the ingest of each event after a compaction too',
      onStore(openNow, async (store) => {
        await store.events.append(bytes([line(MONDAY, 1), line(MONDAY, 2)]));
        now = MONDAY + HOUR;
        await store.events.append(bytes([line(MONDAY, 3)]));
        now = MONDAY + 2 * DAY;
        await store.events.compact(now);
        expect(await store.events.retain(MONDAY + HOUR)).toBe(2);
        expect(await total(store)).toBe(1);
        expect(await store.events.retain(MONDAY + DAY)).toBe(1);
        expect(await store.events.extent()).toEqual({ count: 0, sources: [] });
      })
    );
  });

  describe(`${name}: compaction`, () => {
    let now = MONDAY;
    const openNow: OpenStore = (place) => open(place, () => now);
    const everything = { from: MONDAY - DAY, to: MONDAY + 9 * DAY, limit: 1_000 };
    beforeEach(() => {
      now = MONDAY;
    });

    test(
      'changes no answer, and leaves the day that still fills alone',
      onStore(openNow, async (store, reopen) => {
        for (const day of [0, 0, 1, 2]) {
          now = MONDAY + day * DAY + HOUR;
          const start = (await store.events.extent()).count;
          await store.events.append(bytes([line(now + 5, start), line(now, start + 1, { labels: { site: 'hq' }, 'habitus.extra': { a: { b: [1] } } })]));
        }
        const before = await store.events.find(everything);
        expect(before).toHaveLength(8);
        expect((await store.events.compact(now)).events).toBeGreaterThanOrEqual(4);
        expect(await store.events.find(everything)).toEqual(before);
        const again = await reopen();
        expect(await again.events.find(everything)).toEqual(before);
        expect(await again.events.extent()).toMatchObject({ count: 8 });
        expect(await again.events.compact(now)).toEqual({ events: 0, merged: 0 });
      })
    );

    test(
      'a second delivery of what was compacted is a no-op',
      onStore(openNow, async (store) => {
        const lines = [line(MONDAY, 1), line(MONDAY, 2, { 'habitus.id': `000000${'b'.repeat(20)}` })];
        await store.events.append(bytes(lines));
        await store.events.compact(MONDAY + DAY);
        expect(await store.events.append(bytes(lines))).toEqual({ stored: 0, duplicates: 2, refused: [] });
      })
    );

    test(
      'a reader that began before it sees each event once',
      onStore(openNow, async (store) => {
        for (let batch = 0; batch < 3; batch++) {
          await store.events.append(bytes(Array.from({ length: 3_000 }, (_, i) => line(MONDAY + i * MINUTE, batch * 3_000 + i))));
        }
        const query = {
          namespace: store.namespace,
          entity: { type: 'user', role: 'actor' },
          where: { all: [] },
          measure: { kind: 'count' },
          width: MINUTE,
        } as const;
        const seen = store.events.count({ ...query, from: MONDAY, to: MONDAY + 9 * DAY })[Symbol.asyncIterator]();
        let total = 0;
        for (let next = await seen.next(); next.done !== true; next = await seen.next()) {
          if (total === 0) {
            await store.events.compact(MONDAY + DAY);
          }
          total += next.value.kind === 'count' ? next.value.value : NaN;
        }
        expect(total).toBe(9_000);
      })
    );
  });
}

async function total(store: Store): Promise<number> {
  const query = { namespace: store.namespace, entity: { type: 'user', role: 'actor' }, where: { all: [] }, measure: { kind: 'count' }, width: DAY } as const;
  const counts = await collect(store.events.count({ ...query, from: 0, to: MONDAY + 400 * DAY }));
  return counts.reduce((sum, count) => sum + (count.kind === 'count' ? count.value : NaN), 0);
}

async function withFile(content: Uint8Array, use: (path: string) => Promise<void>, file = 'segment.ndjson'): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'habitus-'));
  try {
    writeFileSync(join(dir, file), content);
    await use(join(dir, file));
  } finally {
    rmSync(dir, { recursive: true });
  }
}
