import type { EntityType, Millis } from '../../model';
import { packArrays, unpackArrays } from '../encoding/rollup-body';
import { packSets, unpackSets } from '../encoding/sets';
import type { Fence, ObservationStore, RollUp } from '../store';
import type { Query } from './condition';
import type { Item } from './deliver';
import type { Indices } from './indices';
import { dropBefore, newestOf } from './months';
import { idOf, overwrite } from './overwrite';
import type { Pace } from './pace';
import { listed } from './paging';

/** As it is stored: `body` the arrays, packed, base64; `sets` the value sets or the lists of steps. */
interface Document {
  readonly feature: string;
  readonly 'entity.type': string;
  readonly 'entity.id': string;
  readonly day: number;
  readonly version: number;
  readonly width: number;
  readonly body: string;
  readonly sets?: string;
}

/** Daily roll-ups: one document an entity, feature and day. */
export class ElasticsearchObservations implements ObservationStore {
  public constructor(
    private readonly indices: Indices,
    private readonly pace: Pace
  ) {}

  public write(rows: readonly RollUp[], fence?: Fence): Promise<void> {
    return overwrite(this.indices, this.pace, this.indices.names.observations, rows.map(toItem), fence);
  }

  public async newest(): Promise<Millis | undefined> {
    return await newestOf(this.indices, this.indices.names.observations, 'day');
  }

  public retain(before: Millis): Promise<number> {
    return dropBefore(this.indices, this.indices.names.observations, before, { range: { day: { lt: before } } });
  }

  public async *read({ from, to, feature, entity }: Parameters<ObservationStore['read']>[0]): AsyncGenerator<RollUp> {
    const filter: Query[] = [{ range: { day: { gte: from, lt: to } } }];
    if (feature !== undefined) filter.push({ term: { feature } });
    if (entity !== undefined) filter.push({ term: { 'entity.type': entity.type } }, { term: { 'entity.id': entity.id } });
    const sort = ['feature', 'entity.type', 'entity.id', 'day'];
    for await (const { _source } of listed<Document>(this.indices, this.indices.names.observations, {
      query: { bool: { filter } },
      sort,
      span: { from, to },
    })) {
      yield toRollUp(_source!);
    }
  }
}

function toItem(row: RollUp): Item {
  const sets = packSets(row);
  const document = {
    '@timestamp': row.day,
    feature: row.feature,
    'entity.type': row.entity.type,
    'entity.id': row.entity.id,
    day: row.day,
    version: row.featureVersion,
    width: row.width,
    body: Buffer.from(packArrays(row)).toString('base64'),
    ...(sets !== undefined && { sets }),
  };
  return { id: idOf(row.day, row.feature, row.entity.type, row.entity.id), at: row.day, source: JSON.stringify(document) };
}

function toRollUp(document: Document): RollUp {
  const rollUp = {
    entity: { type: document['entity.type'] as EntityType, id: document['entity.id'] },
    feature: document.feature,
    featureVersion: document.version,
    day: document.day,
    width: document.width,
    ...unpackArrays(Buffer.from(document.body, 'base64')),
  };
  return document.sets === undefined ? rollUp : { ...rollUp, ...unpackSets(document.sets) };
}
