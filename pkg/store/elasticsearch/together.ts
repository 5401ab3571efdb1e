import type { Client, estypes } from '@elastic/elasticsearch';
import { asked } from './failure';

export interface Search extends Omit<estypes.SearchRequest, 'index' | 'ignore_unavailable'> {
  readonly index: string[];
}

interface Waiting {
  readonly search: Search;
  readonly resolve: (answer: estypes.SearchResponse<never>) => void;
  readonly reject: (error: unknown) => void;
}

/** Searches of one request. */
const MOST = 50;

/**
 * Searches that are asked for in the same turn go to the cluster as one request (`_msearch`): a page of twenty lines asks sixty small ones, and a
 * request of its own costs more than such a search. One that fails there is asked again by itself, so its error is what it would be alone.
 */
export class Together {
  private waiting: Waiting[] = [];

  public constructor(private readonly client: Client) {}

  /** Missing indices count as empty where several are named. @throws HabitusError HAB-STORE-003, -006; ResponseError 404 where the only index is missing */
  public search<T>(search: Search): Promise<estypes.SearchResponse<T>> {
    return new Promise((resolve, reject) => {
      if (this.waiting.push({ search, resolve, reject }) === 1) setImmediate(() => this.send());
    });
  }

  private send(): void {
    const { waiting } = this;
    this.waiting = [];
    for (let first = 0; first < waiting.length; first += MOST) void this.sendSome(waiting.slice(first, first + MOST));
  }

  private async sendSome(some: readonly Waiting[]): Promise<void> {
    const answers = some.length === 1 ? [] : await this.answersTo(some);
    await Promise.all(
      some.map(async ({ search, resolve, reject }, at) => {
        const answer = answers[at];
        if (answer !== undefined) resolve(answer);
        else await asked(this.client.search<never>({ ...search, ...missing(search) })).then(resolve, reject);
      })
    );
  }

  /** Undefined for what failed. */
  private async answersTo(some: readonly Waiting[]): Promise<(estypes.SearchResponse<never> | undefined)[]> {
    const searches = some.flatMap(({ search: { index, ...body } }) => [{ index, ...missing({ index }) }, body as estypes.MsearchMultisearchBody]);
    try {
      const { responses } = await this.client.msearch<never>({ searches });
      return responses.map((response) => ('error' in response ? undefined : (response as estypes.SearchResponse<never>)));
    } catch {
      return [];
    }
  }
}

function missing({ index }: Pick<Search, 'index'>): { readonly ignore_unavailable?: true } {
  return index.length > 1 ? { ignore_unavailable: true } : {};
}
