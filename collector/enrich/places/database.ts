import { Reader, type AsnResponse, type CityResponse } from 'maxmind';
import { HabitusError } from '../../../pkg/errors';

/** A database of places: `source.geo.*` comes of it. */
export type PlaceDatabase = Pick<Reader<CityResponse>, 'get'>;
/** A database of autonomous systems. */
export type AsnDatabase = Pick<Reader<AsnResponse>, 'get'>;

/** Memory: the file as it is. @throws HabitusError HAB-CONF-002 */
export function placeDatabase(bytes: Buffer, path: string): PlaceDatabase {
  return opened<CityResponse>(bytes, path, /City|Country|Enterprise|Location/i, 'places (City, Country)');
}

/** @throws HabitusError HAB-CONF-002 */
export function asnDatabase(bytes: Buffer, path: string): AsnDatabase {
  return opened<AsnResponse>(bytes, path, /ASN|ISP|Enterprise/i, 'networks (ASN, ISP)');
}

function opened<T extends CityResponse | AsnResponse>(bytes: Buffer, path: string, kinds: RegExp, words: string): Reader<T> {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) throw new HabitusError('HAB-CONF-002', `${path}, which is packed with gzip`);
  const reader = read<T>(bytes, path);
  const { databaseType } = reader.metadata;
  if (!kinds.test(databaseType)) throw new HabitusError('HAB-CONF-002', `${path} of the type ${databaseType}`, `a MaxMind database of ${words}`);
  return reader;
}

function read<T extends CityResponse | AsnResponse>(bytes: Buffer, path: string): Reader<T> {
  try {
    const reader = new Reader<T>(bytes);
    // A file that was cut has an end, where its description stands, and not all before it.
    if (reader.metadata.searchTreeSize >= bytes.length) throw new RangeError('shorter than it says');
    reader.get('192.0.2.1');
    return reader;
  } catch (cause) {
    throw new HabitusError('HAB-CONF-002', `${path}: ${cause instanceof Error ? cause.message : String(cause)}`, undefined, { cause });
  }
}
