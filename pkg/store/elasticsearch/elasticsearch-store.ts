import type { Client } from '@elastic/elasticsearch';
import type { Millis } from '../../model';
import type { Store, StoreHealth } from '../store';
import type { Capabilities } from './capabilities';
import { ElasticsearchEvents } from './events';
import { ElasticsearchFindings } from './findings';
import { healthOf } from './health';
import { Indices } from './indices';
import { Lifecycle } from './lifecycle';
import type { RolloverLimits } from './lifetime';
import { namesOf } from './names';
import { ElasticsearchObservations } from './observations';
import type { Pace } from './pace';
import { ElasticsearchRecords } from './records';
import { ElasticsearchState } from './state';

/** Everything durable of one namespace in a cluster. Any number of processes may have it open. */
export class ElasticsearchStore implements Store {
  public readonly shared = true;
  public readonly events: ElasticsearchEvents;
  public readonly observations: ElasticsearchObservations;
  public readonly state: ElasticsearchState;
  public readonly findings: ElasticsearchFindings;
  public readonly records: ElasticsearchRecords;
  private readonly ask: () => Promise<StoreHealth>;
  private closing: Promise<void> | undefined;

  public constructor(
    public readonly namespace: string,
    private readonly client: Client,
    capabilities: Capabilities,
    { pace, clock, rollover }: { readonly pace: Pace; readonly clock: () => Millis; readonly rollover: RolloverLimits }
  ) {
    const indices = new Indices(client, namesOf(namespace), capabilities.dataStreams, pace.trouble);
    this.ask = () => healthOf(indices, pace.trouble, capabilities, clock);
    this.events = new ElasticsearchEvents(indices, pace, clock, rollover, new Lifecycle(indices, capabilities.dataStreamLifecycle));
    this.observations = new ElasticsearchObservations(indices, pace);
    this.state = new ElasticsearchState(indices, pace);
    this.findings = new ElasticsearchFindings(indices, pace);
    this.records = new ElasticsearchRecords(indices);
  }

  public async health(): Promise<StoreHealth> {
    if (this.closing !== undefined) return { kind: 'elasticsearch', ok: false, detail: 'closed' };
    return this.ask();
  }

  /** Nothing waits to be flushed: what was acknowledged is in the cluster's own log. */
  public close(): Promise<void> {
    this.closing ??= this.client.close();
    return this.closing;
  }
}
