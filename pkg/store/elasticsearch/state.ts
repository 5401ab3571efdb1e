import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';
import type { StateStore } from '../store';
import type { Indices } from './indices';
import { idOf, overwrite } from './overwrite';
import type { Pace } from './pace';
import { listed } from './paging';
import { current, remove, swap } from './swap';

const [deflate, inflate] = [promisify(deflateRaw), promisify(inflateRaw)];

/** Bytes of a document, before base64. Larger blocks are cut: a cluster takes 100 MB in one request and likes less. */
const PART = 4 * 1024 * 1024;
/** A reader whose parts were replaced under it reads again; somebody who replaces them that often is at fault. */
const TRIES = 10;

interface Head {
  readonly key: string;
  /** The whole block where it is small. */
  readonly body?: string;
  /** Else the name and number of its parts. */
  readonly parts?: { readonly id: string; readonly count: number };
}

/** Opaque blocks by key, compare-and-set; deflated. A large one is written in parts under a name of its own first, and its head is swapped last. */
export class ElasticsearchState implements StateStore {
  public constructor(
    private readonly indices: Indices,
    private readonly pace: Pace
  ) {}

  public async get(key: string): Promise<{ bytes: Uint8Array; version: number } | undefined> {
    for (let left = TRIES; left > 0; left--) {
      const found = await current<Head>(this.indices, this.index, idOf(key));
      if (found === undefined) return undefined;
      const bytes = await this.bytesOf(found.document);
      if (bytes !== undefined) return { bytes: new Uint8Array(await inflate(bytes)), version: found.document.version };
    }
    throw new Error(`state ${key}: expected its parts, got none in ${TRIES} tries`);
  }

  public async put(key: string, bytes: Uint8Array, version: number | undefined): Promise<number | undefined> {
    const head = await this.written(key, await deflate(bytes.slice(), { level: 1 }));
    const done = await swap<Head>(this.indices, this.index, idOf(key), head, version);
    const unused = done === undefined ? head.parts : done.old?.parts;
    if (unused !== undefined) await this.removeParts(unused);
    return done?.version;
  }

  public async keys(prefix: string): Promise<string[]> {
    const query = { bool: { filter: [{ prefix: { key: { value: prefix } } }] } };
    const keys: string[] = [];
    for await (const { _source } of listed<Head>(this.indices, this.index, { query, sort: ['key'], source: ['key'] })) keys.push(_source!.key);
    return keys;
  }

  public async delete(key: string): Promise<void> {
    const found = await current<Head>(this.indices, this.index, idOf(key));
    if (found === undefined) return;
    await remove(this.indices, this.index, idOf(key));
    if (found.document.parts !== undefined) await this.removeParts(found.document.parts);
  }

  private get index(): string {
    return this.indices.names.state;
  }

  private async written(key: string, bytes: Buffer): Promise<Head> {
    if (bytes.length <= PART) return { key, body: bytes.toString('base64') };
    const parts = { id: randomUUID(), count: Math.ceil(bytes.length / PART) };
    for (let part = 0; part < parts.count; part++) {
      const body = bytes.subarray(part * PART, (part + 1) * PART).toString('base64');
      await overwrite(this.indices, this.pace, this.index, [{ id: partId(parts.id, part), source: JSON.stringify({ part: true, body }) }]);
    }
    return { key, parts };
  }

  private async bytesOf({ body = '', parts }: Head): Promise<Buffer | undefined> {
    if (parts === undefined) return Buffer.from(body, 'base64');
    const pieces: Buffer[] = [];
    for (let part = 0; part < parts.count; part++) {
      const found = await current<{ body: string }>(this.indices, this.index, partId(parts.id, part));
      if (found === undefined) return undefined;
      pieces.push(Buffer.from(found.document.body, 'base64'));
    }
    return Buffer.concat(pieces);
  }

  private async removeParts({ id, count }: NonNullable<Head['parts']>): Promise<void> {
    for (let part = 0; part < count; part++) await remove(this.indices, this.index, partId(id, part));
  }
}

/** No key begins with a newline. */
function partId(id: string, part: number): string {
  return `\npart ${id} ${part}`;
}
