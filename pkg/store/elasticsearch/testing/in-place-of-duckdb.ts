import { createHash } from 'node:crypto';
import type { DuckdbOptions } from '../../duckdb/open';
import type { Store } from '../../store';
import { detectCapabilities } from '../capabilities';
import { connect } from '../connection';
import { installTemplates } from '../install';
import { openElasticsearch } from '../open';
import type { OnServer } from './describe-on-server';

/** Runs are told apart: a server that others gave us may hold the namespaces of an earlier one. */
const RUN = Date.now().toString(36);

/**
 * Opens what a suite asks of DuckDB in a cluster instead: a folder becomes a namespace of its own, and the same folder the same one. So suites
 * that were written for the embedded store run on both, unchanged: mock `store/duckdb/open` with it and require them.
 */
export class InPlaceOfDuckdb {
  private server: OnServer | undefined;
  private installed: Promise<void> | undefined;

  public use(server: OnServer): void {
    [this.server, this.installed] = [server, undefined];
  }

  public async open({ dir, clock }: DuckdbOptions): Promise<Store> {
    if (this.server === undefined) throw new Error('expected a server to be named before a store is opened');
    const nodes = [await this.server.url()];
    await (this.installed ??= install(nodes));
    return openElasticsearch({ nodes, namespace: `${createHash('sha256').update(dir).digest('hex').slice(0, 12)}-${RUN}`, clock });
  }
}

async function install(nodes: readonly string[]): Promise<void> {
  const client = connect({ nodes });
  try {
    await installTemplates(client, await detectCapabilities(client));
  } finally {
    await client.close();
  }
}
