import { createReadStream } from 'node:fs';
import type { Event, Millis, Observation } from '../../model';
import type { CountQuery } from '../../observe/count-query';
import type { Appended, Compacted, EventQuery, EventStore } from '../store';
import { append } from './append';
import { count } from './count';
import { extent, type Extent } from './extent';
import { find } from './find';
import type { Indices } from './indices';
import { compact, retain, type RolloverLimits } from './lifetime';
import type { Lifecycle } from './lifecycle';
import type { Pace } from './pace';

/** Events of one namespace: a data stream, or an alias over indices where the cluster has none. */
export class ElasticsearchEvents implements EventStore {
  public constructor(
    private readonly indices: Indices,
    private readonly pace: Pace,
    private readonly clock: () => Millis,
    private readonly rollover: RolloverLimits,
    private readonly lifecycle: Lifecycle
  ) {}

  public append(lines: Uint8Array): Promise<Appended> {
    // A copy: the caller may write over its own while ours is on its way, and we write into ours.
    return append(this.indices, this.pace, [Buffer.from(lines)], { ingested: this.clock(), withoutId: 'refuse' });
  }

  public appendFile(path: string): Promise<Appended> {
    const blocks = createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>;
    return append(this.indices, this.pace, blocks, { ingested: this.clock(), withoutId: 'skip' });
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
