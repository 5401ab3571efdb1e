import type { Millis } from '../../model';
import { decode, encode } from '../../store/encoding/json';
import type { StateStore } from '../../store/store';
import { restoreTrack, trackBytes } from '../checkpoint';
import type { Pass, StoredPass } from '../pass';
import type { RollUpWriter } from '../roll-up-writer';
import type { SharedEpoch } from '../shared-epoch';
import { restoreRows, rowPieces } from './unfinished-rows';

interface Header {
  readonly at: Millis;
  readonly pass: StoredPass;
  /** Bytes of the rows of the day that is not over. */
  readonly rows: number;
  /** Bytes of each feature's states. */
  readonly tracks: readonly number[];
}

/** Everything learnt of a group of partitions by a moment. */
export interface GroupState {
  readonly at: Millis;
  readonly pass: Pass;
  readonly rollUps: RollUpWriter;
}

/** A group as bytes, piece by piece, to be written one after the other. What stands in them follows from the counts alone: the same whoever makes them. */
export function groupPieces({ at, pass, rollUps }: GroupState): Uint8Array[] {
  const tracks = pass.tracks.map(trackBytes);
  const rows = rowPieces(pass.tracks, rollUps.unfinished(), at);
  const rowsLength = rows.reduce((sum, { length }) => sum + length, 0);
  const json = Buffer.from(encode({ at, pass: pass.stored(), rows: rowsLength, tracks: tracks.map(({ length }) => length) } satisfies Header));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(json.length);
  return [length, json, ...rows, ...tracks];
}

/** Restores a pass and its rows. @param epoch gives the epoch of a number @returns how far it is */
export async function restoreGroup(bytes: Buffer, { pass, rollUps }: Omit<GroupState, 'at'>, epoch: (number: number) => Promise<SharedEpoch>): Promise<Millis> {
  const header = headerOf(bytes);
  const rowsAt = 4 + bytes.readUInt32LE(0);
  let start = rowsAt + header.rows;
  pass.tracks.forEach((track, index) => {
    const end = start + (header.tracks[index] ?? 0);
    restoreTrack(track, bytes.subarray(start, end));
    start = end;
  });
  pass.restore(header.pass, await epoch(header.pass.epoch));
  restoreRows(bytes.subarray(rowsAt, rowsAt + header.rows), pass.tracks, rollUps);
  return header.at;
}

/** One block a group: a checkpoint, from which its hours since are scored again by the counts that were kept. An older one does not replace a newer. */
export async function saveGroup(state: StateStore, key: string, bytes: Uint8Array): Promise<void> {
  const before = await state.get(key);
  if (before === undefined || atOf(before.bytes) < atOf(bytes)) await state.put(key, bytes, before?.version);
}

/** The checkpoint of a group; undefined where there is none. */
export async function savedGroup(state: StateStore, key: string): Promise<Buffer | undefined> {
  const found = await state.get(key);
  return found && Buffer.from(found.bytes.buffer, found.bytes.byteOffset, found.bytes.byteLength);
}

function headerOf(bytes: Buffer): Header {
  return decode<Header>(bytes.subarray(4, 4 + bytes.readUInt32LE(0)).toString());
}

function atOf(bytes: Uint8Array): Millis {
  return headerOf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)).at;
}
