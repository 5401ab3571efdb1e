import {
  describeCounting,
  describeEventStore,
  describeFindingStore,
  describeObservationStore,
  describeRecordStore,
  describeRetention,
  describeStateStore,
} from '../contract';
import type { Store } from '../store';
import { detectCapabilities } from './capabilities';
import { connect } from './connection';
import { installTemplates } from './install';
import { openElasticsearch } from './open';
import { describeOnElasticsearch } from './testing/describe-on-server';

jest.setTimeout(120_000);

/** A server that others gave us may hold the places of earlier runs. */
const RUN = Date.now().toString(36);
/** A day, so that the suites of retention and compaction meet several indices. */
const rollover = { days: 1, bytes: 1e9 };

describeOnElasticsearch('the contract of a store', 'all', (server) => {
  beforeAll(async () => {
    const client = connect({ nodes: [await server.url()] });
    await installTemplates(client, await detectCapabilities(client));
    await client.close();
  });

  const open = async (place: string, clock = Date.now): Promise<Store> =>
    openElasticsearch({ nodes: [await server.url()], namespace: `${place}-${RUN}`, clock, rollover });

  for (const describeStore of [describeEventStore, describeCounting, describeObservationStore, describeStateStore, describeFindingStore, describeRecordStore]) {
    describeStore('elasticsearch', (place) => open(place));
  }
  describeRetention('elasticsearch', open);
});

/** A server without the API of data streams still makes one for the first event that a template calls for. */
describeOnElasticsearch('the contract of a store, events in a data stream', 'newest', (server) => {
  const dataStreams = { dataStreams: true };
  beforeAll(async () => {
    const client = connect({ nodes: [await server.url()] });
    const capabilities = { ...(await detectCapabilities(client)), ...dataStreams };
    await installTemplates(client, capabilities);
    await client.close();
  });

  const open = async (place: string, clock = Date.now): Promise<Store> =>
    openElasticsearch({ nodes: [await server.url()], namespace: `${place}-${RUN}s`, clock, rollover, capabilities: dataStreams });

  describeEventStore('elasticsearch', (place) => open(place));
  describeRetention('elasticsearch', open);
});
