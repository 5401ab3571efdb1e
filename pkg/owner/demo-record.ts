import type { Pseudonyms } from '../identity';
import type { EntityRef } from '../model';
import type { RecordStore } from '../store/store';

const KIND = 'demo';
const ID = 'planted';

/** As far as a demo's record names entities. */
interface Planted {
  readonly incidents?: readonly { readonly title: string; readonly entity: EntityRef; readonly alsoEntities: readonly EntityRef[] }[];
}

/** Keeps what was planted in an imported demo, by its pseudonyms where the namespace has them; a newer demo replaces an older one. */
export async function rememberDemo(records: RecordStore, demo: unknown, pseudonyms?: Pseudonyms): Promise<void> {
  const known = await records.get(KIND, ID);
  await records.put(KIND, ID, pseudonyms === undefined ? demo : withTokens(demo as Planted, pseudonyms), known?.version);
}

/** What was planted, where the data is a demo. */
export async function plantedDemo<T>(records: RecordStore): Promise<T | undefined> {
  return (await records.get<T>(KIND, ID))?.value;
}

function withTokens(demo: Planted, { tokens, keeps }: Pseudonyms): Planted {
  const entity = ({ type, id }: EntityRef): EntityRef => ({ type, id: keeps.kinds.has(type) ? id : tokens.of(type, id) });
  const incidents = (demo.incidents ?? []).map((incident) => {
    const named = [incident.entity, ...incident.alsoEntities];
    const title = named.reduce((text, one) => text.replaceAll(one.id, entity(one).id), incident.title);
    return { ...incident, title, entity: entity(incident.entity), alsoEntities: incident.alsoEntities.map(entity) };
  });
  return { ...demo, incidents };
}
