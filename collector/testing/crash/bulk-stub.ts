import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { seededRandom } from '../../../pkg/maths';
import { TEMPLATE_VERSION } from '../../../pkg/store/elasticsearch/templates';

type Random = ReturnType<typeof seededRandom>;

/** How often a bulk request ends how, of 100; the rest goes well. */
const SHARES = { tooMany: 8, unavailable: 8, cutBefore: 6, cutAfter: 8, cutHalf: 6, someLater: 12 } as const;
type Way = keyof typeof SHARES | 'well';

const INDEX = '.ds-habitus-events-000001';
const KINDS = ['events', 'events-alias', 'observations', 'state', 'records', 'findings', 'anomalies', 'receipts', 'risk'];
const HEADERS = { 'content-type': 'application/json', 'x-elastic-product': 'Elasticsearch' };

/**
 * What a collector needs of an Elasticsearch on a bad day: `_bulk` with `create`, a conflict for an id that is there. It answers 429 or 503, breaks the
 * connection before, after or half way through storing, and turns single items away with 429 inside of a 200. It outlives the collectors that are killed.
 */
export class BulkStub {
  /** Marker of each document, by its id. */
  private readonly stored = new Map<string, string>();
  private readonly server: Server;
  private faults = true;

  private constructor(private readonly random: Random) {
    this.server = createServer((request, reply) => void this.hear(request, reply));
  }

  public static async start(random: Random): Promise<BulkStub> {
    const stub = new BulkStub(random);
    stub.server.listen(0, '127.0.0.1');
    await once(stub.server, 'listening');
    return stub;
  }

  public get address(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Of all documents, as often as they are stored. */
  public markers(): string[] {
    return [...this.stored.values()];
  }

  /** From now on all goes well: the test wants to see the end. */
  public recover(): void {
    this.faults = false;
  }

  public async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async hear(request: IncomingMessage, reply: ServerResponse): Promise<void> {
    const pieces: Buffer[] = [];
    try {
      for await (const piece of request) pieces.push(piece as Buffer);
    } catch {
      // Whoever was killed while he sent stored nothing.
      return;
    }
    const url = request.url ?? '';
    if (url.includes('_bulk')) this.bulk(Buffer.concat(pieces).toString('utf8'), reply);
    else reply.writeHead(200, HEADERS).end(JSON.stringify(told(url)));
  }

  private bulk(body: string, reply: ServerResponse): void {
    const lines = body.split('\n').slice(0, -1);
    const way = this.way();
    if (way === 'tooMany' || way === 'unavailable') {
      reply.writeHead(way === 'tooMany' ? 429 : 503, HEADERS).end('{"error":{"type":"busy","reason":"a bad day"}}');
      return;
    }
    const count = lines.length / 2;
    const most = way === 'cutBefore' ? 0 : way === 'cutHalf' ? Math.floor(count * this.random()) : count;
    const items = [];
    for (let n = 0; n < most; n++) items.push({ create: this.create(lines[n * 2] ?? '', lines[n * 2 + 1] ?? '', way === 'someLater') });
    if (way === 'cutBefore' || way === 'cutAfter' || way === 'cutHalf') reply.destroy();
    else reply.writeHead(200, HEADERS).end(JSON.stringify({ took: 1, errors: items.some(({ create }) => create.status !== 201), items }));
  }

  private create(action: string, source: string, someLater: boolean): { readonly status: number; readonly _index: string; readonly error?: object } {
    if (someLater && this.random() < 0.3) return { status: 429, _index: INDEX, error: { type: 'es_rejected_execution_exception', reason: 'a bad day' } };
    const { _id: id } = (JSON.parse(action) as { create: { _id: string } }).create;
    if (this.stored.has(id)) return { status: 409, _index: INDEX, error: { type: 'version_conflict_engine_exception', reason: 'is there' } };
    this.stored.set(id, (JSON.parse(source) as { 'event.action': string })['event.action']);
    return { status: 201, _index: INDEX };
  }

  private way(): Way {
    let roll = this.faults ? this.random() * 100 : 100;
    for (const [way, share] of Object.entries(SHARES)) {
      if (roll < share) return way as Way;
      roll -= share;
    }
    return 'well';
  }
}

/** What a cluster that is set up says of itself. */
function told(url: string): unknown {
  if (url.startsWith('/_nodes')) return { nodes: { a: { version: '9.5.1' } } };
  if (url.startsWith('/_index_template')) {
    return { index_templates: KINDS.map((kind) => ({ name: `habitus-${kind}`, index_template: { version: TEMPLATE_VERSION } })) };
  }
  if (url.includes('_settings')) return { [INDEX]: { settings: {} } };
  return { name: 'stub', cluster_name: 'stub', version: { number: '9.5.1', build_flavor: 'default' }, tagline: 'You Know, for Search' };
}
