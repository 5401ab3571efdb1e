import type { Millis } from '../../model';
import { decode, encode } from '../../store/encoding/json';
import type { RollUp, StateStore } from '../../store/store';
import { restoreTrack, trackBytes } from '../checkpoint';
import type { Pass, StoredPass } from '../pass';
import type { RollUpWriter } from '../roll-up-writer';
import type { SharedEpoch } from '../shared-epoch';

interface Header {
  readonly at: Millis;
  readonly pass: StoredPass;
  /** Of the day that is not over. */
  readonly rows: readonly RollUp[];
  /** Bytes of each feature's states. */
  readonly tracks: readonly number[];
}

/** Everything learnt of a group of partitions by a moment. */
export interface GroupState {
  readonly at: Millis;
  readonly pass: Pass;
  readonly rollUps: RollUpWriter;
}

/**
 * One block a group: a checkpoint, from which its hours since are scored again by the counts that were kept. What stands in it follows from the counts
 * alone, so that it is the same whoever writes it.
 */
export async function saveGroup(state: StateStore, key: string, { at, pass, rollUps }: GroupState): Promise<void> {
  const tracks = pass.tracks.map(trackBytes);
  const header: Header = { at, pass: pass.stored(), rows: rollUps.unfinished(), tracks: tracks.map(({ length }) => length) };
  const json = Buffer.from(encode(header));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(json.length);
  const bytes = Buffer.concat([length, json, ...tracks]);
  const before = await state.get(key);
  if (before === undefined || atOf(before.bytes) < at) await state.put(key, bytes, before?.version);
}

/** Restores a pass and its rows. @param epoch gives the epoch of a number @returns how far it is; undefined where there is no checkpoint */
export async function loadGroup(
  state: StateStore,
  key: string,
  { pass, rollUps }: Omit<GroupState, 'at'>,
  epoch: (number: number) => Promise<SharedEpoch>
): Promise<Millis | undefined> {
  const found = await state.get(key);
  if (found === undefined) return undefined;
  const bytes = Buffer.from(found.bytes);
  const header = headerOf(bytes);
  let start = 4 + bytes.readUInt32LE(0);
  pass.tracks.forEach((track, index) => {
    const end = start + (header.tracks[index] ?? 0);
    restoreTrack(track, bytes.subarray(start, end));
    start = end;
  });
  pass.restore(header.pass, await epoch(header.pass.epoch));
  const tracks = new Map(pass.tracks.map((track) => [track.feature.id, track]));
  for (const row of header.rows) {
    const track = tracks.get(row.feature);
    if (track) rollUps.resume(track, row);
  }
  return header.at;
}

function headerOf(bytes: Buffer): Header {
  return decode<Header>(bytes.subarray(4, 4 + bytes.readUInt32LE(0)).toString());
}

function atOf(bytes: Uint8Array): Millis {
  return headerOf(Buffer.from(bytes)).at;
}
