import { constants, gzipSync, zstdCompressSync } from 'node:zlib';
import { inflated } from './inflate';

const MIB = 1024 * 1024;
const text = Buffer.from('a sign-in of ada '.repeat(3));

test.each([
  ['small', text],
  ['empty', Buffer.alloc(0)],
  ['above what is done at once', Buffer.alloc(5 * MIB, text)],
  ['of 4 MiB to the byte', Buffer.alloc(4 * MIB, text)],
])('gzip and zstd of a body that is %s', async (_, body) => {
  expect((await inflated(gzipSync(body), 'gzip')).equals(body)).toBe(true);
  expect((await inflated(zstdCompressSync(body), 'zstd')).equals(body)).toBe(true);
  expect(await inflated(body, 'identity')).toBe(body);
});

test('a size at the end of gzip that is a lie costs nothing but time', async () => {
  for (const lie of [0, 1, 0xff_ff_ff_ff]) {
    const body = gzipSync(text);
    body.writeUInt32LE(lie, body.length - 4);
    // The checksum of gzip covers its size: only damage can look so, and it is called that.
    await expect(inflated(body, 'gzip')).rejects.toThrow(/HAB-RECV-001/);
  }
  const two = Buffer.concat([gzipSync(Buffer.alloc(MIB)), gzipSync(text)]);
  expect((await inflated(two, 'gzip')).length).toBe(MIB + text.length);
});

test('zstd that wants a window of 128 MiB is refused', async () => {
  const greedy = zstdCompressSync(Buffer.alloc(9 * MIB, text), {
    params: { [constants.ZSTD_c_windowLog]: 27, [constants.ZSTD_c_enableLongDistanceMatching]: 1, [constants.ZSTD_c_contentSizeFlag]: 0 },
  });
  await expect(inflated(greedy, 'zstd')).rejects.toThrow(/HAB-RECV-001/);
});

test('what is cut or of another kind has its name', async () => {
  await expect(inflated(gzipSync(text).subarray(0, 12), 'gzip')).rejects.toThrow(/HAB-RECV-001.*damaged gzip/);
  await expect(inflated(Buffer.from('no'), 'zstd')).rejects.toThrow(/HAB-RECV-001.*damaged zstd/);
  await expect(inflated(text, 'br')).rejects.toThrow(/HAB-RECV-004.*br/);
});
