import { promisify } from 'node:util';
import { gunzip, zstdDecompress } from 'node:zlib';
import { HabitusError } from '../../../pkg/errors';
import { BOUNDED, BOUNDED_ZSTD } from '../otlp/inflate';
import { MOST_BYTES } from '../otlp/limits';
import { OneAtATime } from '../otlp/room';

const [ungzip, unzstd] = [promisify(gunzip), promisify(zstdDecompress)];
const UNPACK = {
  gzip: async (body: Buffer): Promise<Buffer> => await ungzip(body, BOUNDED),
  zstd: async (body: Buffer): Promise<Buffer> => await unzstd(body, BOUNDED_ZSTD),
} as const;
/** One body is unpacked at a time: what each needs in memory is then needed once. */
const unpacking = new OneAtATime();

/** A body without its encoding. @throws HabitusError HAB-RECV-001 when damaged, HAB-RECV-002 when it becomes too large, HAB-RECV-004 for another encoding */
export async function plainBody(body: Buffer | undefined, encoding = 'identity'): Promise<Buffer> {
  if (body === undefined || body.length === 0) throw new HabitusError('HAB-RECV-001', 'an empty body', 'a body with records');
  if (encoding === 'identity') return body;
  const unpack = Object.hasOwn(UNPACK, encoding) ? UNPACK[encoding as keyof typeof UNPACK] : undefined;
  if (unpack === undefined) throw new HabitusError('HAB-RECV-004', encoding, 'no encoding, gzip or zstd');
  return await unpacking.run(async () => {
    try {
      return await unpack(body);
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
        throw new HabitusError('HAB-RECV-002', 'more', `at most ${MOST_BYTES} bytes decompressed`);
      }
      throw new HabitusError('HAB-RECV-001', `damaged ${encoding}`, `a body in ${encoding}`, { cause });
    }
  });
}
