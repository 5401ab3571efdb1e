import type { Client, estypes } from '@elastic/elasticsearch';
import { HabitusError } from '../../errors';
import { detectCapabilities, type Capabilities } from './capabilities';
import { asked, isMissing } from './failure';
import { settingsComponent, templatesFor, TEMPLATE_VERSION, type Template } from './templates';

export interface Installed {
  readonly name: string;
  readonly action: 'made' | 'upgraded' | 'unchanged';
  /** Version found; undefined where there was none. */
  readonly from?: number;
  readonly version: number;
  /** Indices that are there already and learnt the new fields. */
  readonly indices: number;
}

/** The versions of the installed templates, by name: one request. */
async function installedVersions(client: Client): Promise<ReadonlyMap<string, number>> {
  try {
    const { index_templates: found } = await asked(client.indices.getIndexTemplate({ name: 'habitus-*' }));
    return new Map(found.map(({ name, index_template: { version } }) => [name, Number(version ?? 0)]));
  } catch (error) {
    if (isMissing(error)) return new Map();
    throw error;
  }
}

/**
 * Makes or upgrades the templates, and teaches existing indices the fields that are new. Nothing is deleted or reindexed; a second call changes nothing.
 *
 * @throws HabitusError HAB-STORE-002 when a newer version installed them: nothing is changed then. HAB-STORE-003, HAB-STORE-006
 */
export async function installTemplates(
  client: Client,
  capabilities: Capabilities,
  templates: readonly Template[] = templatesFor(capabilities)
): Promise<Installed[]> {
  const installed = await installedVersions(client);
  refuseNewer(
    templates.map((template) => installed.get(template.name)),
    templates[0]?.body.version ?? TEMPLATE_VERSION
  );
  const { name, settings } = settingsComponent(capabilities);
  await asked(client.cluster.putComponentTemplate({ name, template: { settings }, version: TEMPLATE_VERSION, _meta: { managed_by: 'habitus' } }));
  const done: Installed[] = [];
  for (const template of templates) done.push(await installOne(client, template, installed.get(template.name)));
  return done;
}

function refuseNewer(found: readonly (number | undefined)[], version: number): void {
  const newest = Math.max(0, ...found.map((each) => each ?? 0));
  if (newest > version) throw new HabitusError('HAB-STORE-002', `templates of version ${newest}`, `templates of version ${version} or older in the cluster`);
}

async function installOne(client: Client, { name, body, patterns }: Template, from: number | undefined): Promise<Installed> {
  const version = body.version ?? TEMPLATE_VERSION;
  if (from === version) return { name, action: 'unchanged', from, version, indices: 0 };
  await asked(client.indices.putIndexTemplate(body));
  const indices = from === undefined ? 0 : await teach(client, patterns, body.template?.mappings?.properties ?? {}, version);
  return { name, action: from === undefined ? 'made' : 'upgraded', ...(from !== undefined && { from }), version, indices };
}

/** New fields are found in what comes from now on; a mapping cannot reach what was written before. */
async function teach(client: Client, patterns: readonly string[], properties: Record<string, estypes.MappingProperty>, version: number): Promise<number> {
  const index = [...patterns];
  const existing = Object.keys(await asked(client.indices.getSettings({ index, name: 'index.creation_date' })));
  if (existing.length > 0) await asked(client.indices.putMapping({ index, properties, _meta: { habitus: version } }));
  return existing.length;
}

export interface Missing {
  readonly templates: readonly string[];
  /** Installed by another version, older or newer. */
  readonly otherVersion: readonly { readonly name: string; readonly version: number }[];
}

/** What `install` would have to do. */
export async function missingTemplates(client: Client, capabilities: Capabilities): Promise<Missing> {
  const installed = await installedVersions(client);
  const versions = templatesFor(capabilities).map(({ name }) => ({ name, version: installed.get(name) }));
  return {
    templates: versions.filter(({ version }) => version === undefined).map(({ name }) => name),
    otherVersion: versions.flatMap(({ name, version }) => (version === undefined || version === TEMPLATE_VERSION ? [] : [{ name, version }])),
  };
}

/** Removes the templates. Data stays, and can be read and written to as before; new indices get no mapping. @returns the names of those that were there */
export async function uninstallTemplates(client: Client): Promise<string[]> {
  const capabilities = await detectCapabilities(client);
  const installed = await installedVersions(client);
  const removed: string[] = [];
  for (const { name } of templatesFor(capabilities)) {
    if (!installed.has(name)) continue;
    await asked(client.indices.deleteIndexTemplate({ name }));
    removed.push(name);
  }
  const { name } = settingsComponent(capabilities);
  await asked(client.cluster.deleteComponentTemplate({ name })).then(
    () => removed.push(name),
    (error: unknown) => {
      if (!isMissing(error)) throw error;
    }
  );
  return removed;
}
