import type { Millis } from '../../../pkg/model';
import { fieldId, type Draft } from '../../encode/draft';
import type { Step } from '../../encode/step';
import type { CleanConfig } from '../schema';
import { RequestRates } from './request-rates';

/** Of a user agent: what is longer is no other one. */
const MOST_AGENT = 256;
const TYPE = fieldId('user_agent.synthetic.type');
const METHOD = fieldId('http.request.method');
const ADDRESS = fieldId('source.ip');
const USER = fieldId('habitus.entity.actor.user');
const AGENT = fieldId('user_agent.original');

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
    if (draft.hasAt(TYPE)) return this.drops && draft.textAt(TYPE) === 'bot' ? 'bot' : undefined;
    if (this.rates === undefined || draft.time === undefined || !draft.hasAt(METHOD)) return undefined;
    if (rateOf(draft, draft.time, this.rates) <= this.most) return undefined;
    if (this.drops) return 'bot-rate';
    draft.setAt(TYPE, 'bot');
    return undefined;
  }
}

/** A user counts for himself: behind one address with one browser may sit a whole office. Who has no address has no rate. */
function rateOf(draft: Draft, at: Millis, rates: RequestRates): number {
  const address = draft.textAt(ADDRESS);
  if (address === undefined) return 0;
  const agent = draft.textAt(AGENT) ?? '';
  return rates.count(address, draft.textAt(USER) ?? '', agent.length > MOST_AGENT ? agent.slice(0, MOST_AGENT) : agent, at);
}
