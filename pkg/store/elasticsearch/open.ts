import { HabitusError } from '../../errors';
import type { Millis } from '../../model';
import type { Store } from '../store';
import { detectCapabilities, type Capabilities } from './capabilities';
import { connect, type ConnectionOptions } from './connection';
import { ElasticsearchStore } from './elasticsearch-store';
import { missingTemplates } from './install';
import { ROLLOVER, type RolloverLimits } from './lifetime';
import { Pace, type PaceOptions } from './pace';

export interface ElasticsearchOptions extends ConnectionOptions {
  readonly namespace: string;
  /** Injected "now": the ingest time of events. */
  readonly clock: () => Millis;
  readonly rollover?: RolloverLimits;
  readonly pace?: PaceOptions;
  /** Overrides what was found of the cluster. */
  readonly capabilities?: Partial<Capabilities>;
}

/**
 * Opens the store of a namespace. Any number of processes at a time. Makes no index before something is written.
 *
 * @throws HabitusError HAB-STORE-003 when the cluster does not answer, HAB-STORE-006 when it refuses the credentials, HAB-STORE-007 when
 *         `habitus elasticsearch install` is to be called first, HAB-STORE-002 when a newer version installed the templates
 */
export async function openElasticsearch(options: ElasticsearchOptions): Promise<Store> {
  const { namespace, clock, rollover = ROLLOVER } = options;
  const client = connect(options);
  try {
    const capabilities = { ...(await detectCapabilities(client)), ...options.capabilities };
    await checkTemplates(client, capabilities);
    return new ElasticsearchStore(namespace, client, capabilities, { clock, rollover, pace: new Pace(options.pace) });
  } catch (error) {
    await client.close();
    throw error;
  }
}

async function checkTemplates(client: ReturnType<typeof connect>, capabilities: Capabilities): Promise<void> {
  const { templates, otherVersion } = await missingTemplates(client, capabilities);
  if (templates.length > 0) throw new HabitusError('HAB-STORE-007', `no template ${templates.join(', ')}`);
  const [other] = otherVersion;
  if (other !== undefined) throw new HabitusError('HAB-STORE-007', `template ${other.name} of version ${other.version}`);
}
