import { HOUR, type Millis } from '../../model';
import { asked } from './failure';
import type { Indices } from './indices';

/**
 * Tells the data stream of the events how long they are kept, so that the cluster drops whole indices by itself, also while no Habitus runs.
 * Where the cluster has no such lifecycle, or the events lie behind an alias, it does nothing: dropping is ours alone then.
 */
export class Lifecycle {
  private told: string | undefined;

  public constructor(
    private readonly indices: Indices,
    private readonly isOffered: boolean
  ) {}

  /** One request whenever the time is another than the last; in whole hours, rounded up. */
  public async keep(time: Millis): Promise<void> {
    const retention = `${Math.ceil(time / HOUR)}h`;
    if (!this.isOffered || retention === this.told) return;
    const newest = (await this.indices.backing()).at(-1);
    if (newest?.startsWith('.ds-') !== true) return;
    await asked(this.indices.client.indices.putDataLifecycle({ name: this.indices.names.events, data_retention: retention }));
    this.told = retention;
  }
}
