import type { Client } from '@elastic/elasticsearch';
import { EXIT } from '../../owner/command';
import { clusterOf, keepOf } from '../../owner/store-choice';
import type { Capabilities } from '../../store/elasticsearch/capabilities';
import type { droppedSoFar } from '../../store/kept-store';
import type { Session, SharedOptions } from '../session';

/** The client and what it is asked with are loaded when a cluster is asked, not before. */
async function onCluster(session: Session, options: SharedOptions, act: (client: Client, namespace: string) => Promise<void>): Promise<void> {
  const { values } = session.config(options);
  const { connect } = await import('../../store/elasticsearch/connection');
  const client = connect(clusterOf(values));
  try {
    await act(client, values.namespace);
  } finally {
    await client.close();
  }
}

export async function install(session: Session, options: SharedOptions): Promise<void> {
  const io = session.io(options);
  await onCluster(session, options, async (client) => {
    const { detectCapabilities } = await import('../../store/elasticsearch/capabilities');
    const { installTemplates } = await import('../../store/elasticsearch/install');
    const capabilities = await detectCapabilities(client);
    for (const done of await installTemplates(client, capabilities)) {
      const from = done.from !== undefined && done.action === 'upgraded' ? ` from version ${done.from}` : '';
      await io.out(io.json ? `${JSON.stringify(done)}\n` : `${done.name}: ${done.action}${from}, version ${done.version}\n`);
    }
    if (!io.json) await io.out(`${offers(capabilities).join('\n')}\n`);
  });
}

export async function check(session: Session, options: SharedOptions): Promise<void> {
  const io = session.io(options);
  const { values } = session.config(options);
  await onCluster(session, options, async (client, namespace) => {
    const { detectCapabilities } = await import('../../store/elasticsearch/capabilities');
    const { missingTemplates } = await import('../../store/elasticsearch/install');
    const { keptInWords } = await import('../../store/kept-store');
    const { missingPrivileges, roleFor } = await import('../../store/elasticsearch/privileges');
    const capabilities = await detectCapabilities(client);
    const needed = roleFor('run', namespace);
    const missing = capabilities.security ? await missingPrivileges(client, needed) : { cluster: [], indices: [] };
    const templates = await missingTemplates(client, capabilities);
    const ok = [...missing.cluster, ...missing.indices, ...templates.templates, ...templates.otherVersion].length === 0;
    if (!ok) session.exitCode = EXIT.foundWrong;
    const kept = keptInWords(keepOf(values) ?? {}, templates.templates.length === 0 ? await droppedIn(client, capabilities, namespace) : undefined);
    if (io.json) return io.out(`${JSON.stringify({ ok, capabilities, templates, privileges: { needed, missing }, kept })}\n`);
    const wrong = [
      ...templates.templates.map((name) => `Missing: template ${name}. habitus elasticsearch install makes it.`),
      ...templates.otherVersion.map(
        ({ name, version }) => `Another version: template ${name} is of version ${version}. habitus elasticsearch install brings older ones up.`
      ),
      ...[...missing.cluster, ...missing.indices].map((privilege) => `Missing: privilege ${privilege}. habitus elasticsearch role prints a role with it.`),
    ];
    return io.out(`${[...offers(capabilities), `${kept[0]?.toUpperCase()}${kept.slice(1)}`, ...wrong, ok ? 'Ready.' : 'Not ready.'].join('\n')}\n`);
  });
}

export async function uninstall(session: Session, options: SharedOptions): Promise<void> {
  const io = session.io(options);
  await onCluster(session, options, async (client) => {
    const { uninstallTemplates } = await import('../../store/elasticsearch/install');
    const removed = await uninstallTemplates(client);
    for (const name of removed) await io.out(io.json ? `${JSON.stringify({ name, action: 'removed' })}\n` : `${name}: removed\n`);
    if (removed.length === 0 && !io.json) await io.out('Nothing was installed.\n');
  });
}

/** What retention has dropped in the namespace so far. */
async function droppedIn(client: Client, { dataStreams }: Capabilities, namespace: string): ReturnType<typeof droppedSoFar> {
  const { Indices } = await import('../../store/elasticsearch/indices');
  const { namesOf } = await import('../../store/elasticsearch/names');
  const { ElasticsearchRecords } = await import('../../store/elasticsearch/records');
  const kept = await import('../../store/kept-store');
  return await kept.droppedSoFar(new ElasticsearchRecords(new Indices(client, namesOf(namespace), dataStreams)));
}

function offers({ version, nodes, dataStreams, dataStreamLifecycle, ilm, security, compression }: Capabilities): string[] {
  const yes = (has: boolean, then: string, otherwise: string): string => (has ? then : otherwise);
  return [
    `Elasticsearch ${version}, ${nodes} node${nodes === 1 ? '' : 's'}`,
    `Events: ${yes(dataStreams, 'a data stream', 'an alias over indices, since the cluster has no API of data streams')}`,
    `Retention: ${yes(dataStreamLifecycle, 'by the data stream, and by Habitus', 'by Habitus: whole indices where they are old enough, single events otherwise')}`,
    `ILM: ${yes(ilm, 'there, not needed', 'not there, not needed')}`,
    `Compression: ${yes(compression, 'best_compression', 'default')}`,
    `Security: ${yes(security, 'on', 'off: everybody who reaches the cluster reads and writes it')}`,
  ];
}
