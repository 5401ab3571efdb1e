import type { Millis } from '../../pkg/model';
import type { Step } from '../encode/step';
import { Bots } from './bots/bots';
import { Clocks } from './clocks/clocks';
import { irrelevant } from './irrelevant';
import { cleanSchema, type CleanConfig } from './schema';
import { staticAssets } from './static-assets';

/** What `clean` of collector.yaml asks for, in two places of the way. */
export interface Cleaning {
  /** The clocks of what is received as it happens. */
  readonly clocks: Clocks;
  /** Before events are completed. @param live whether they are of now: clocks of history are not watched */
  before(live: boolean): readonly Step[];
  /** After it. What remembers senders begins anew with each call. */
  after(): readonly Step[];
}

/** @param config undefined: all as it is by default */
export function cleaningOf(config: CleanConfig = cleanSchema.parse({}), clock: () => Millis): Cleaning {
  const clocks = new Clocks(config.correctClocks, clock);
  return {
    clocks,
    before: (live) => [...irrelevant(config), ...(config.staticAssets === 'drop' ? [staticAssets] : []), ...(live ? [clocks] : [])],
    after: () => (config.bots === 'drop' || config.rate !== false ? [new Bots(config)] : []),
  };
}
