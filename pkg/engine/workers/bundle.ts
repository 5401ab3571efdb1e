import { parseEntityKey, type EntityType, type Millis, type Observation } from '../../model';
import { decode, encode } from '../../store/encoding/json';
import { packSteps, unpackSteps, type PackedSteps } from '../../store/encoding/steps';
import { groupOf } from './partition';
import { SegmentWriter } from './segments';

/** An observation in few letters: bucket, id and what its kind holds. */
export type Row =
  | readonly ['c', Millis, string, number, 1?]
  | readonly ['m', Millis, string, number, number]
  | readonly ['v', Millis, string, ReadonlyMap<string, number>]
  | readonly ['s', Millis, string, string, number]
  | readonly ['o', Millis, string, readonly string[], PackedSteps];

/** What was counted of a feature in a slice of time, by group of partitions, in the order in which the store gave it. */
export type Bundle = Readonly<Record<number, readonly Row[]>>;

/** Counts one feature's observations into a bundle. */
export async function bundleOf(observations: AsyncIterable<Observation>): Promise<Bundle> {
  const groups: Record<number, Row[]> = {};
  for await (const obs of observations) (groups[groupOf(obs.entity.id)] ??= []).push(rowOf(obs));
  return groups;
}

/** Counts one feature's observations into a block, a line each, of which a reader takes out the groups that it holds. In memory: the text. */
export async function rowsOf(observations: AsyncIterable<Observation>): Promise<Uint8Array> {
  const segments = new SegmentWriter();
  for await (const obs of observations) segments.add(groupOf(obs.entity.id), encode(rowOf(obs)));
  return segments.bytes();
}

export function bundleBytes(bundle: object): Uint8Array {
  return Buffer.from(encode(bundle));
}

export function bundleFrom<T>(bytes: Uint8Array): T {
  return decode<T>(Buffer.from(bytes).toString());
}

/** The observation of a row. */
export function observationIn(row: Row, type: EntityType, width: Millis): Observation {
  const [kind, start, id] = row;
  const place = { entity: parseEntityKey(`${type}:${id}`) ?? { type, id }, start, width };
  switch (kind) {
    case 'c':
      return { kind: 'count', ...place, value: row[3], ...(row[4] !== undefined && { approximate: true }) };
    case 'm':
      return { kind: 'magnitude', ...place, value: row[3], events: row[4] };
    case 'v':
      return { kind: 'values', ...place, values: row[3] };
    case 'o':
      return { kind: 'ordered', ...place, ...unpackSteps(row[4], row[3], start) };
    case 's':
      return { kind: 'single', ...place, eventId: row[3], value: row[4] };
  }
}

function rowOf(obs: Observation): Row {
  const [start, id] = [obs.start, obs.entity.id];
  switch (obs.kind) {
    case 'count':
      return obs.approximate === true ? ['c', start, id, obs.value, 1] : ['c', start, id, obs.value];
    case 'magnitude':
      return ['m', start, id, obs.value, obs.events];
    case 'values':
      return ['v', start, id, obs.values];
    case 'single':
      return ['s', start, id, obs.eventId, obs.value];
    case 'ordered': {
      const words = new Map<string, number>();
      const packed = packSteps(obs, words);
      return ['o', start, id, [...words.keys()], packed];
    }
  }
}
