import { promisify } from 'node:util';
import { constants, gunzip, gunzipSync, zstdDecompress, zstdDecompressSync } from 'node:zlib';
import { HabitusError } from '../../../pkg/errors';
import { MOST_BYTES } from './limits';
import { OneAtATime } from './room';

/**
 * Up to here a body is decompressed where it stands, a millisecond a MiB: handing it to another thread and back, in pieces, costs four times as much.
 * Above, one at a time on another thread.
 */
const AT_ONCE = 4 * 1024 * 1024;
const PIECE = 256 * 1024;
/** 8 MiB, what RFC 8878 wants every decoder to have: the window that a sender asks for is memory. */
const MOST_WINDOW_LOG = 23;
const LEAST_PIECE = 64;

const [gunzipAside, zstdAside] = [promisify(gunzip), promisify(zstdDecompress)];
const aside = new OneAtATime();

/**
 * A body as it was before the sender compressed it.
 * @param encoding of the header `Content-Encoding`, or gRPC's `grpc-encoding`
 * @throws HabitusError HAB-RECV-001 for damage, HAB-RECV-002 for what would become larger than 64 MiB, HAB-RECV-004 for another encoding
 */
export async function inflated(body: Buffer, encoding: string): Promise<Buffer> {
  if (encoding === 'identity') return body;
  if (encoding !== 'gzip' && encoding !== 'zstd') throw new HabitusError('HAB-RECV-004', encoding);
  try {
    return atOnce(body, encoding) ?? (await aside.run(async () => await inBackground(body, encoding)));
  } catch (cause) {
    if (isTooLarge(cause)) throw new HabitusError('HAB-RECV-002', 'more', `at most ${MOST_BYTES} bytes decompressed`);
    throw new HabitusError('HAB-RECV-001', `damaged ${encoding}`);
  }
}

/** Undefined where it is too large for that. */
function atOnce(body: Buffer, encoding: 'gzip' | 'zstd'): Buffer | undefined {
  const told = encoding === 'gzip' ? toldByGzip(body) : body.length * 8;
  if (told > AT_ONCE || body.length > AT_ONCE) return undefined;
  const options = { maxOutputLength: AT_ONCE, chunkSize: Math.max(LEAST_PIECE, told + 1) };
  try {
    return encoding === 'gzip' ? gunzipSync(body, options) : zstdDecompressSync(body, { ...options, params: ZSTD });
  } catch (cause) {
    if (isTooLarge(cause)) return undefined;
    throw cause;
  }
}

async function inBackground(body: Buffer, encoding: 'gzip' | 'zstd'): Promise<Buffer> {
  return await (encoding === 'gzip' ? gunzipAside(body, BOUNDED) : zstdAside(body, BOUNDED_ZSTD));
}

const ZSTD = { [constants.ZSTD_d_windowLogMax]: MOST_WINDOW_LOG };
/** How a body that a stranger compressed is unpacked on another thread: never to more than 64 MiB. */
export const BOUNDED = { maxOutputLength: MOST_BYTES, chunkSize: PIECE };
/** The same of zstd, with the window that it may ask for. */
export const BOUNDED_ZSTD = { ...BOUNDED, params: ZSTD };

/** What the last four bytes of gzip say of the size of what went in. Only a hint: senders write what they like. */
function toldByGzip(body: Buffer): number {
  return body.length < 4 ? 0 : body.readUInt32LE(body.length - 4);
}

function isTooLarge(cause: unknown): boolean {
  return (cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
}
