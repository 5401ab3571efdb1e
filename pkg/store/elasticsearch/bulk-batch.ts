import type { Item } from './deliver';
import { ID_LENGTH, ownId, putIngested, startOfId } from './own-line';

const HEAD = Buffer.from('{"create":{"_id":"');
const TAIL = Buffer.from('"}}\n');
const HEAD_LENGTH = HEAD.length + ID_LENGTH + TAIL.length;
const NEWLINE = 0x0a;

/** A document of a batch, and what it came as. */
export interface Arrived extends Item {
  readonly line: Uint8Array;
  readonly place: number;
}

/** One that lies in the batch as it came: its bytes and its id are read where they are asked for. */
class InBatch implements Arrived {
  public constructor(
    private readonly batch: BulkBatch,
    private readonly start: number,
    private readonly end: number,
    public readonly place: number
  ) {}

  public get source(): Buffer {
    return this.batch.bytes(this.start, this.end);
  }
  public get id(): string {
    return ownId(this.source);
  }
  public get line(): Buffer {
    return this.source;
  }
}

/** Documents as the body of a bulk request that creates them, put together while their lines are read: each byte is copied once, and nothing made of a line. */
export class BulkBatch {
  public readonly items: Arrived[] = [];
  private length = 0;

  /** @param memory is written over, and grown where it is too small */
  public constructor(public memory: Buffer) {}

  /** All of the items, in their order. */
  public get body(): Buffer {
    return this.memory.subarray(0, this.length);
  }

  /** Of the body so far. */
  public get size(): number {
    return this.length;
  }

  public bytes(start: number, end: number): Buffer {
    return this.memory.subarray(start, end);
  }

  /** A line as our encoder writes it, with the time of ingest that the store says. */
  public addOwn(line: { readonly bytes: Buffer; readonly start: number; readonly end: number }, ingested: Uint8Array, place: number): void {
    const { bytes, start, end } = line;
    this.reserve(HEAD_LENGTH + end - start + 1);
    this.put(HEAD, 0, HEAD.length);
    const id = startOfId(start);
    this.put(bytes, id, id + ID_LENGTH);
    this.put(TAIL, 0, TAIL.length);
    const at = this.length;
    bytes.copy(this.memory, at, start, end);
    putIngested(this.memory, at, ingested);
    this.length = at + end - start;
    this.items.push(new InBatch(this, at, this.length, place));
    this.memory[this.length++] = NEWLINE;
  }

  /** A document that was made of a line. `source` is text. */
  public add(item: Arrived & { readonly source: string }): void {
    const head = `{"create":{"_id":${JSON.stringify(item.id)}}}\n`;
    this.reserve((head.length + item.source.length) * 3 + 1);
    this.length += this.memory.write(head, this.length);
    this.length += this.memory.write(item.source, this.length);
    this.memory[this.length++] = NEWLINE;
    this.items.push(item);
  }

  /** A few bytes. */
  private put(from: Uint8Array, start: number, end: number): void {
    const { memory } = this;
    let at = this.length;
    for (let i = start; i < end; i++) memory[at++] = from[i] ?? 0;
    this.length = at;
  }

  private reserve(more: number): void {
    if (this.length + more <= this.memory.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.memory.length * 2, this.length + more));
    this.memory.copy(larger, 0, 0, this.length);
    this.memory = larger;
  }
}
