import { Readable } from 'node:stream';
import { MOST_ENTRIES, isLitter, type Entry, type Unreadable } from './entry';

const BLOCK = 512;
const MOST_NAME = 64 * 1024;

/** Whether these first bytes are those of a tar file (POSIX ustar or GNU). */
export function isTar(first: Uint8Array): boolean {
  return first.length >= BLOCK && Buffer.from(first.subarray(257, 262)).toString('latin1') === 'ustar';
}

/**
 * The files of a tar stream, one after the other: ustar, GNU long names, pax names and sizes. Links, devices and folders are passed over.
 * In bounded memory. @throws Error when the stream is cut or a header is damaged
 */
export async function* tarEntries(stream: Readable): AsyncGenerator<Entry | Unreadable> {
  const source = new Blocks(stream);
  let long: Extra = {};
  for (let count = 0; count < MOST_ENTRIES; count++) {
    const block = await source.take(BLOCK);
    if (block.every((byte) => byte === 0)) return;
    const header = readHeader(block);
    if (header.type === 'L' || header.type === 'x') {
      long = { ...long, ...(await readLong(header, source)) };
      continue;
    }
    yield* readEntry({ ...header, ...long }, source);
    long = {};
  }
}

async function readLong({ type, size }: Header, source: Blocks): Promise<Extra> {
  if (size > MOST_NAME) throw new Error(`a tar header of ${size} bytes`);
  const text = (await source.take(size)).toString('utf8');
  await source.skip(padding(size));
  return type === 'L' ? { name: text.replace(/\0.*$/s, '') } : readPax(text);
}

async function* readEntry({ name, size, modified, type }: Header, source: Blocks): AsyncGenerator<Entry> {
  const body = new Body(source, size);
  if (FILES.has(type) && size > 0 && !isLitter(name)) {
    yield { name, modified, packedBytes: size, content: Readable.from(body.chunks(), { objectMode: false }) };
  }
  await body.finish();
  await source.skip(padding(size));
}

/** Regular files, of all times. */
const FILES = new Set(['0', '7']);

interface Header {
  readonly name: string;
  readonly size: number;
  readonly modified: number;
  readonly type: string;
}

interface Extra {
  readonly name?: string;
  readonly size?: number;
}

function readHeader(header: Buffer): Header {
  const field = (start: number, length: number): string => header.toString('utf8', start, start + length).replace(/\0.*$/s, '');
  const sum = header.reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 0x20 : byte), 0);
  if (sum !== octal(field(148, 8))) throw new Error('a tar header whose checksum does not fit');
  const prefix = field(257, 6) === 'ustar' ? field(345, 155) : '';
  return {
    name: prefix === '' ? field(0, 100) : `${prefix}/${field(0, 100)}`,
    size: sizeOf(header),
    modified: octal(field(136, 12)) * 1000,
    type: field(156, 1) || '0',
  };
}

/** Octal digits, or of files beyond 8 GiB big-endian bytes. */
function sizeOf(header: Buffer): number {
  if (((header[124] ?? 0) & 0x80) === 0) return octal(header.toString('latin1', 124, 136));
  const size = Number(header.readBigUInt64BE(128));
  if (!Number.isSafeInteger(size)) throw new Error('a tar header with an impossible size');
  return size;
}

function octal(text: string): number {
  const digits = /^ *([0-7]+)/.exec(text)?.[1];
  return digits === undefined ? 0 : parseInt(digits, 8);
}

/** `27 path=a/long/name\n` again and again. */
function readPax(text: string): Extra {
  const path = /(?:^|\n)\d+ path=([^\n]*)/.exec(text)?.[1];
  const size = /(?:^|\n)\d+ size=(\d{1,15})/.exec(text)?.[1];
  return { ...(path !== undefined && { name: path }), ...(size !== undefined && { size: Number(size) }) };
}

function padding(size: number): number {
  return (BLOCK - (size % BLOCK)) % BLOCK;
}

/** Takes exact counts of bytes from a stream. */
class Blocks {
  private readonly iterator: AsyncIterator<Buffer>;
  private held: Buffer = Buffer.alloc(0);

  public constructor(stream: Readable) {
    this.iterator = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  }

  /** Exactly so many bytes, or none at the end. @throws Error when the stream ends in between */
  public async take(count: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    let left = count;
    while (left > 0) {
      const part = await this.some(left);
      if (part === undefined) {
        if (left === count) return Buffer.alloc(0);
        throw new Error('a tar file that ends too early');
      }
      parts.push(part);
      left -= part.length;
    }
    return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
  }

  public async skip(count: number): Promise<void> {
    for (let left = count; left > 0;) {
      const part = await this.some(left);
      if (part === undefined) return;
      left -= part.length;
    }
  }

  /** At most so many bytes; undefined at the end. */
  public async some(most: number): Promise<Buffer | undefined> {
    while (this.held.length === 0) {
      const next = await this.iterator.next();
      if (next.done === true) return undefined;
      this.held = next.value;
    }
    const part = this.held.subarray(0, most);
    this.held = this.held.subarray(part.length);
    return part;
  }
}

/** The content of one entry, of which the reader may leave some. */
class Body {
  public constructor(
    private readonly source: Blocks,
    private left: number
  ) {}

  public async *chunks(): AsyncGenerator<Buffer> {
    while (this.left > 0) {
      const part = await this.source.some(Math.min(this.left, 256 * 1024));
      if (part === undefined) throw new Error('a tar file that ends within an entry');
      this.left -= part.length;
      yield part;
    }
  }

  public async finish(): Promise<void> {
    await this.source.skip(this.left);
    this.left = 0;
  }
}
