import type { estypes } from '@elastic/elasticsearch';
import { HabitusError } from '../../errors';
import { asked } from './failure';
import type { Indices } from './indices';
import type { Names } from './names';
import { listed } from './paging';

/** Ids a request. */
const PAGE = 5_000;

/** Deletes what fits, by id: works where `_delete_by_query` does not exist, and needs no more than the right to delete. @returns how many */
export async function erase(indices: Indices, name: Names[keyof Names], query: estypes.QueryDslQueryContainer): Promise<number> {
  let [removed, page]: [number, { _index: string; _id: string }[]] = [0, []];
  const flush = async (): Promise<void> => {
    if (page.length > 0) removed += await eraseThese(indices, page);
    page = [];
  };
  for await (const { _index, _id } of listed(indices, name, { query, sort: ['_doc'], source: false, page: PAGE })) {
    page.push({ _index, _id: _id! });
    if (page.length === PAGE) await flush();
  }
  await flush();
  if (removed > 0) indices.wrote(name);
  return removed;
}

/** @throws HabitusError HAB-STORE-003 when the cluster would not delete some */
export async function eraseThese({ client }: Indices, documents: readonly { readonly _index: string; readonly _id: string }[]): Promise<number> {
  const { items } = await asked(client.bulk({ operations: documents.map(({ _index, _id }) => ({ delete: { _index, _id } })) }));
  const failed = items.find(({ delete: gone }) => gone?.error !== undefined)?.delete;
  if (failed !== undefined) throw new HabitusError('HAB-STORE-003', failed.error?.reason ?? `HTTP ${failed.status}`, 'Elasticsearch to delete');
  return items.filter(({ delete: gone }) => gone?.result === 'deleted').length;
}
