import type { Draft } from '../../encode/draft';
import type { Step } from '../../encode/step';
import type { CleanConfig } from '../schema';
import { RequestRates, type Sender } from './request-rates';

/** Of a user agent: what is longer is no other one. */
const MOST_AGENT = 256;
const FIELD = 'user_agent.synthetic.type';

/**
 * Programs among the requests. Those that say what they are were marked by their user agent; the others show by their rate, and are marked while it
 * lasts. Only requests count: many failed sign-ins are what this product looks for.
 */
export class Bots implements Step {
  private readonly rates: RequestRates | undefined;
  private readonly most: number;
  private readonly drops: boolean;

  public constructor({ bots, rate }: Pick<CleanConfig, 'bots' | 'rate'>) {
    this.drops = bots === 'drop';
    this.rates = rate === false ? undefined : new RequestRates(rate.seconds * 1_000);
    this.most = rate === false ? Infinity : rate.requests;
  }

  public apply(draft: Draft): string | undefined {
    if (draft.has(FIELD)) return this.drops && draft.text(FIELD) === 'bot' ? 'bot' : undefined;
    if (this.rates === undefined || draft.time === undefined || !draft.has('http.request.method')) return undefined;
    const whose = whoseOf(draft);
    if (whose === undefined || this.rates.count(whose, draft.time) <= this.most) return undefined;
    if (this.drops) return 'bot-rate';
    draft.set(FIELD, 'bot');
    return undefined;
  }
}

/** A user counts for himself: behind one address with one browser may sit a whole office. */
function whoseOf(draft: Draft): Sender | undefined {
  const address = draft.text('source.ip');
  if (address === undefined) return undefined;
  const agent = draft.text('user_agent.original') ?? '';
  return { address, user: draft.text('habitus.entity.actor.user') ?? '', agent: agent.length > MOST_AGENT ? agent.slice(0, MOST_AGENT) : agent };
}
