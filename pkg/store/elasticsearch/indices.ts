import type { Client, estypes } from '@elastic/elasticsearch';
import { DAY, type Millis } from '../../model';
import { asked, isMissing, statusOf } from './failure';
import { MONTHLY_KINDS, endOfMonth, monthly, monthsOf, type Between, type Names } from './names';
import { Together, type Search } from './together';
import type { Trouble } from './trouble';

type Name = Names[keyof Names];

/** Of indices by month, those that are watched: an older one may have been dropped by whoever keeps the cluster small. */
const WATCHED = 35 * DAY;

/**
 * The indices of a namespace as this process uses them: made when first written, refreshed when read after a write. So a store that is only
 * read makes nothing, and a reader sees what its own process wrote; what other processes wrote it sees within the refresh interval, 5 s.
 */
export class Indices {
  private readonly made = new Map<Name, Promise<void>>();
  /** Refreshes since the last write of this process: under way, or done. */
  private readonly refreshed = new Map<Name, Promise<void>>();
  /** Whether a kind was begun in one index by a version that knew no months: it goes on there. */
  private readonly undivided = new Map<Name, Promise<boolean>>();
  private readonly monthlyNames: ReadonlySet<Name>;
  private readonly together: Together;
  /** The namespace was begun where there were no data streams: it stays an alias, also where the cluster has them since. */
  private behindAlias = false;

  public constructor(
    public readonly client: Client,
    public readonly names: Names,
    private readonly dataStreams: boolean,
    private readonly trouble?: Pick<Trouble, 'lost'>
  ) {
    this.together = new Together(client);
    this.monthlyNames = new Set(MONTHLY_KINDS.map((kind) => names[kind]));
  }

  /** All that is read by a name: the index itself, and those of its months, or only of the months of a span: each index asked is work for the cluster. */
  public allOf(name: Name, span?: Between): string[] {
    if (!this.monthlyNames.has(name)) return [name];
    return [name, ...((span && monthsOf(name, span)) ?? [`${name}.*`])];
  }

  /** Searches all of a name, as the last refresh left it; with what else is asked in the same turn. @throws ResponseError 404 where it was never written */
  public async search<T>(name: Name, body: Omit<Search, 'index'>, span?: Between): Promise<estypes.SearchResponse<T>> {
    return await this.together.search<T>({ index: this.allOf(name, span), ...body });
  }

  /** Where documents of a kind are written, by their time. @returns the index for a time; undefined: a kind that lies in one index */
  public async places(name: Name): Promise<(at: Millis | undefined) => string> {
    if (!this.monthlyNames.has(name) || (await this.isUndivided(name))) return () => name;
    return (at) => (at === undefined ? name : monthly(name, at));
  }

  /** The indices of whole months before `before`. */
  public async monthsBefore(name: Name, before: Millis): Promise<string[]> {
    const there = await asked(this.client.indices.getSettings({ index: `${name}.*`, name: 'index.creation_date' }));
    return Object.keys(there).filter((index) => (endOfMonth(index) ?? Infinity) <= before);
  }

  /** Drops an index. @returns false when another process dropped it before */
  public async drop(index: string): Promise<boolean> {
    this.made.delete(index);
    try {
      await asked(this.client.indices.delete({ index }));
      return true;
    } catch (error) {
      if (isMissing(error)) return false;
      throw error;
    }
  }

  public async isUndivided(name: Name): Promise<boolean> {
    const asking = this.undivided.get(name) ?? asked(this.client.indices.exists({ index: name }));
    this.undivided.set(name, asking);
    try {
      return await asking;
    } catch (error) {
      this.undivided.delete(name);
      throw error;
    }
  }

  /** Makes it unless it is there. Its mapping comes from the templates. */
  public async ensure(name: Name): Promise<void> {
    const making = this.made.get(name) ?? this.make(name);
    this.made.set(name, making);
    await making.catch((error: unknown) => {
      this.made.delete(name);
      throw error;
    });
  }

  /** To be called when a write says that it is gone: somebody deleted it. */
  public async makeAgain(name: Name): Promise<void> {
    if (this.made.has(name)) this.trouble?.lost(name);
    this.made.delete(name);
    await this.ensure(name);
  }

  /** What this process has written to, or found when it wanted to; of months only the newest. */
  public get known(): Name[] {
    const names = [...this.made.keys()];
    const newest = Math.max(...names.map((name) => endOfMonth(name) ?? -Infinity));
    return names.filter((name) => (endOfMonth(name) ?? Infinity) > newest - WATCHED);
  }

  /** What a write of events asks of its target, so that a lost one is never made as an index of no mapping. */
  public get required(): { readonly require_alias?: true; readonly require_data_stream?: true } {
    return this.dataStreams && !this.behindAlias ? { require_data_stream: true } : { require_alias: true };
  }

  public wrote(name: Name): void {
    this.refreshed.delete(name);
  }

  /** Call before a search, so that it sees what was written before. */
  public async refresh(name: Name): Promise<void> {
    const refreshing = this.refreshed.get(name) ?? this.refreshNow(name);
    this.refreshed.set(name, refreshing);
    await refreshing.catch((error: unknown) => {
      if (this.refreshed.get(name) === refreshing) this.refreshed.delete(name);
      if (!isMissing(error)) throw error;
    });
  }

  private async refreshNow(name: Name): Promise<void> {
    await asked(this.client.indices.refresh({ index: this.allOf(name), ignore_unavailable: true }));
  }

  /** The indices behind the events, oldest first; the last is the one that is written. None while there is none. */
  public async backing(): Promise<string[]> {
    try {
      const settings = await asked(this.client.indices.getSettings({ index: this.names.events, name: 'index.creation_date' }));
      return Object.keys(settings).sort((a, b) => generation(a) - generation(b));
    } catch (error) {
      if (isMissing(error)) return [];
      throw error;
    }
  }

  private async make(name: Name): Promise<void> {
    if (name === this.names.events) return this.makeEvents();
    await this.unlessThere(() => this.client.indices.create({ index: name }), name);
  }

  private async makeEvents(): Promise<void> {
    const { events, firstEvents } = this.names;
    const newest = (await this.backing()).at(-1);
    this.behindAlias = newest !== undefined && !newest.startsWith('.ds-');
    if (newest !== undefined) return;
    if (!this.dataStreams) {
      await this.unlessThere(() => this.client.indices.create({ index: firstEvents, aliases: { [events]: { is_write_index: true } } }), events);
      return;
    }
    // Where the API is missing, the first event makes the data stream.
    await this.unlessThere(() => this.client.indices.createDataStream({ name: events }), events).catch((error: unknown) => {
      if (statusOf(error) !== 400 && statusOf(error) !== 405) throw error;
    });
  }

  private async unlessThere(make: () => Promise<unknown>, name: string): Promise<void> {
    if (await asked(this.client.indices.exists({ index: name }))) return;
    await asked(make()).catch((error: unknown) => {
      if (!/already.exists/.test(String((error as { message?: string }).message))) throw error;
    });
  }
}

/** `.ds-logs-x-2026.01.05-000012` and `habitus.events-x-000012` are the twelfth. */
export function generation(index: string): number {
  return Number(/-(\d{6,})$/.exec(index)?.[1] ?? 0);
}
