import { DAY, type Millis } from '../../model';
import { packSets, unpackSets } from '../../store/encoding/sets';
import type { RollUp } from '../../store/store';
import type { FeatureTrack } from '../feature-track';
import type { RollUpWriter } from '../roll-up-writer';

/** The rows of one feature and day. After it, as float64 little endian, what each row holds so far: observed, expected, lower, upper. */
interface Header {
  /** Number of the feature. */
  readonly track: number;
  readonly day: Millis;
  /** Buckets of the day that are behind: numbers of each of the four. */
  readonly buckets: number;
  readonly ids: readonly string[];
  /** Value sets or lists of steps of the rows that have any: place among the ids, packed. */
  readonly sets: readonly (readonly [place: number, packed: string])[];
}

const ARRAYS = ['observed', 'expected', 'lower', 'upper'] as const;
const FLOAT = Float64Array.BYTES_PER_ELEMENT;

/**
 * The rows of days that are not over, as bytes, a feature and day after the other. They are most of what is laid away and taken back every hour, so their
 * numbers are copied as they are, and only those of buckets that are behind.
 * @param at everything before it is in them
 */
export function rowPieces(tracks: readonly FeatureTrack[], rows: readonly RollUp[], at: Millis): Uint8Array[] {
  const numbers = new Map(tracks.map(({ feature }, index) => [feature.id, index]));
  const pieces: Uint8Array[] = [];
  for (const [feature, ofFeature] of Map.groupBy(rows, (row) => row.feature)) {
    for (const [day, ofDay] of Map.groupBy(ofFeature, (row) => row.day)) {
      const buckets = bucketsBehind(ofDay[0]!, at);
      const sets = ofDay.flatMap((row, place) => {
        const packed = packSets(row);
        return packed === undefined ? [] : [[place, packed] as const];
      });
      const ids = ofDay.map(({ entity }) => entity.id);
      const header = Buffer.from(JSON.stringify({ track: numbers.get(feature)!, day, buckets, ids, sets } satisfies Header));
      const length = Buffer.alloc(4);
      length.writeUInt32LE(header.length);
      pieces.push(length, header, numbersOf(ofDay, buckets));
    }
  }
  return pieces;
}

/** Gives them back to a writer that goes on with them. */
export function restoreRows(bytes: Uint8Array, tracks: readonly FeatureTrack[], rollUps: RollUpWriter): void {
  const block = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at < block.length;) {
    const start = at + 4 + block.readUInt32LE(at);
    const header = JSON.parse(block.toString('utf8', at + 4, start)) as Header;
    at = start + header.ids.length * header.buckets * ARRAYS.length * FLOAT;
    const track = tracks[header.track];
    if (track) restoreDay(track, header, new Float64Array(new Uint8Array(block.subarray(start, at)).buffer), rollUps);
  }
}

function restoreDay(track: FeatureTrack, { day, buckets, ids, sets }: Header, floats: Float64Array, rollUps: RollUpWriter): void {
  const { feature, width } = track;
  const packed = new Map(sets);
  ids.forEach((id, place) => {
    const array = (index: number): Float64Array => floats.subarray((place * ARRAYS.length + index) * buckets, (place * ARRAYS.length + index + 1) * buckets);
    const own = packed.get(place);
    const row: RollUp = {
      entity: { type: feature.entity.type, id },
      feature: feature.id,
      featureVersion: feature.version,
      day,
      width,
      observed: array(0),
      expected: array(1),
      lower: array(2),
      upper: array(3),
      ...(own !== undefined && unpackSets(own)),
    };
    rollUps.resume(track, row);
  });
}

function bucketsBehind({ day, width, observed }: RollUp, at: Millis): number {
  return Math.min(observed.length, Math.ceil(Math.min(DAY, at - day) / width));
}

function numbersOf(rows: readonly RollUp[], buckets: number): Uint8Array {
  const floats = new Float64Array(rows.length * ARRAYS.length * buckets);
  let at = 0;
  for (const row of rows) {
    for (const name of ARRAYS) {
      floats.set(row[name].subarray(0, buckets), at);
      at += buckets;
    }
  }
  return new Uint8Array(floats.buffer);
}
