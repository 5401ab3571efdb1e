import type { Client, estypes } from '@elastic/elasticsearch';
import { asked } from '../failure';
import type { SearchNow } from '../paging';
import type { Coverage } from './coverage';
import type { ViewDefinition } from './definition';
import { Refused, type Gate } from './gate';

type Body = Omit<estypes.SearchRequest, 'index' | 'pit'>;
type Response = estypes.SearchResponse<unknown, Record<string, estypes.AggregationsAggregate>>;

/** Where a view's names point to: what is open, of what there is. */
export function targetOf({ indices }: Pick<ViewDefinition, 'indices'>): {
  index: string[];
  ignore_unavailable: true;
  allow_no_indices: true;
  expand_wildcards: 'open';
} {
  return { index: [...indices], ignore_unavailable: true, allow_no_indices: true, expand_wildcards: 'open' };
}

/** Shards that give no answer are asked so often before the answer is taken without them. */
const TRIES = 3;

/** Searches the indices of views: through the gate, with what was missing of an answer noted. */
export class ViewSearch {
  public constructor(
    public readonly client: Client,
    private readonly gate: Gate,
    private readonly coverage: Coverage,
    private readonly signal: () => AbortSignal
  ) {}

  /** @param took is told how long each answer took */
  public on(view: ViewDefinition, took: (millis: number) => void = () => undefined): SearchNow {
    return (async (body: Body) => this.search(view, { ...targetOf(view), pre_filter_shard_size: 1, ...body }, took)) as unknown as SearchNow;
  }

  /** The same at one point in time, for what is read page by page and not group by group. */
  public async *atOnePoint<R>(view: ViewDefinition, among: estypes.QueryDslQueryContainer, read: (search: SearchNow) => AsyncIterable<R>): AsyncGenerator<R> {
    const { expand_wildcards: _, ...target } = targetOf(view);
    const open = { ...target, keep_alive: KEEP_ALIVE, index_filter: among };
    const signal = this.signal();
    const { answer } = await asked(this.gate.run(() => this.client.openPointInTime(open, { signal }), signal));
    let { id } = answer;
    try {
      yield* read((async (body: Body) => {
        const response = await this.search(view, { ...body, pit: { id, keep_alive: KEEP_ALIVE } }, () => undefined);
        id = response.pit_id ?? id;
        return response;
      }) as unknown as SearchNow);
    } finally {
      await this.client.closePointInTime({ id }).catch(() => undefined);
    }
  }

  private async search(view: ViewDefinition, request: estypes.SearchRequest, took: (millis: number) => void): Promise<Response> {
    const signal = this.signal();
    for (let tries = 1; ; tries++) {
      const { answer, millis } = await asked(this.gate.run(async () => withoutRefusal(await this.ask(request, signal)), signal));
      took(millis);
      if (this.isWhole(view, answer, tries)) return answer;
    }
  }

  private ask(request: estypes.SearchRequest, signal: AbortSignal): Promise<Response> {
    return this.client.search({ track_total_hits: false, max_concurrent_shard_requests: 2, ...request }, { signal }) as Promise<Response>;
  }

  /** Also true of an answer that stays incomplete: then it is noted what of. */
  private isWhole(view: ViewDefinition, { _shards: shards, timed_out: timedOut }: Response, tries: number): boolean {
    if (shards.failed === 0 && !timedOut) return true;
    const gaps = (shards.failures ?? []).map((failure) => ({
      view: view.name,
      kind: 'shards' as const,
      detail: `shard ${failure.shard} of ${failure.index ?? 'an index'} gave no answer: ${failure.reason.reason ?? failure.reason.type}`,
    }));
    const known = gaps.every((gap) => this.coverage.has(gap));
    if (tries < TRIES && !known) return false;
    gaps.forEach((gap) => this.coverage.note(gap));
    return true;
  }
}

const KEEP_ALIVE = '2m';
const BUSY = /es_rejected_execution_exception|circuit_breaking_exception/;

/** A node that is too busy says so inside an answer that has succeeded. */
function withoutRefusal(response: Response): Response {
  const busy = response._shards.failures?.find(({ reason }) => BUSY.test(reason.type));
  if (busy !== undefined) throw new Refused(`${busy.reason.type}: ${busy.reason.reason ?? ''}`);
  return response;
}
