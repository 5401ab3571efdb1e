import type { Event, Millis, Observation } from '../../../model';
import type { CountQuery } from '../../../observe/count-query';
import type { Appended, Compacted, EventQuery, EventStore } from '../../store';
import { countWithViews } from './count';
import { joined, ViewExtent } from './extent';
import { findInViews, newestFirst } from './find';
import type { ViewReader } from './reader';

/** Our own events and those of the views as one. What is written, kept and dropped is our own alone: of the views nothing is ever changed. */
export class ViewedEvents implements EventStore {
  private readonly extents: ViewExtent;

  public constructor(
    private readonly own: EventStore,
    private readonly reader: ViewReader
  ) {
    this.extents = new ViewExtent(reader);
  }

  public append(lines: Uint8Array): Promise<Appended> {
    return this.own.append(lines);
  }

  public appendFile(...given: Parameters<EventStore['appendFile']>): Promise<Appended> {
    return this.own.appendFile(...given);
  }

  public count(query: CountQuery): AsyncIterable<Observation> {
    return countWithViews(this.reader, this.own, query);
  }

  public async find(query: EventQuery): Promise<Event[]> {
    const [own, viewed] = await Promise.all([this.own.find(query), findInViews(this.reader, query)]);
    return viewed.length === 0 ? own : newestFirst([...own, ...viewed]).slice(0, query.limit);
  }

  public async extent(): ReturnType<EventStore['extent']> {
    const [own, viewed] = await Promise.all([this.own.extent(), this.extents.read()]);
    return joined(own, viewed);
  }

  public retain(before: Millis): Promise<number> {
    return this.own.retain(before);
  }

  public compact(now: Millis): Promise<Compacted> {
    return this.own.compact(now);
  }
}
