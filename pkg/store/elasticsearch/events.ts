import { open } from 'node:fs/promises';
import type { Event, Millis, Observation } from '../../model';
import type { CountQuery } from '../../observe/count-query';
import type { Appended, Compacted, EventQuery, EventStore } from '../store';
import { AHEAD, append, BYTES } from './append';
import { BodyMemory } from './body-memory';
import { count } from './count';
import { extent, type Extent } from './extent';
import { find } from './find';
import type { Indices } from './indices';
import { compact, retain, type RolloverLimits } from './lifetime';
import type { Lifecycle } from './lifecycle';
import type { Pace } from './pace';

const BLOCK = 1024 * 1024;
/** A batch, and the line with which it became full. */
const BODY = BYTES + BLOCK;

/** Events of one namespace: a data stream, or an alias over indices where the cluster has none. */
export class ElasticsearchEvents implements EventStore {
  private readonly memory = new BodyMemory(BODY, AHEAD + 1);

  public constructor(
    private readonly indices: Indices,
    private readonly pace: Pace,
    private readonly clock: () => Millis,
    private readonly rollover: RolloverLimits,
    private readonly lifecycle: Lifecycle
  ) {}

  public append(lines: Uint8Array): Promise<Appended> {
    // A copy: the caller may write over its own while ours is on its way, and we write into ours.
    return append(this.indices, this.pace, [Buffer.from(lines)], { ingested: this.clock(), withoutId: 'refuse' }, this.memory);
  }

  public appendFile(path: string): Promise<Appended> {
    return append(this.indices, this.pace, blocksOf(path), { ingested: this.clock(), withoutId: 'skip' }, this.memory);
  }

  public count(query: CountQuery): AsyncIterable<Observation> {
    return count(this.indices, query);
  }

  public find(query: EventQuery): Promise<Event[]> {
    return find(this.indices, query);
  }

  public extent(): Promise<Extent> {
    return extent(this.indices);
  }

  public async retain(before: Millis): Promise<number> {
    const removed = await retain(this.indices, before);
    await this.lifecycle.keep(this.clock() - before);
    return removed;
  }

  public compact(now: Millis): Promise<Compacted> {
    return compact(this.indices, now, this.rollover);
  }
}

/** What a file holds, block by block in the same memory. */
async function* blocksOf(path: string): AsyncGenerator<Buffer> {
  const file = await open(path);
  try {
    const block = Buffer.allocUnsafe(BLOCK);
    for (;;) {
      const { bytesRead } = await file.read(block, 0, block.length);
      if (bytesRead === 0) return;
      yield block.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}
