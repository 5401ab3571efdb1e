import { asnDatabase, placeDatabase } from './places/database';
import { networkList } from './places/network-lists';
import { peopleOf } from './directory/people-file';
import type { EnrichmentConfig } from './enrichments';
import { bytesOf } from './watched';

/** The use of a file that collector.yaml names: throws when it cannot be used. */
export interface FileUse {
  readonly key: string;
  readonly expected: string;
  use(): void;
}

/** What `habitus collector check` tries of the enrichments. */
export function enrichmentUses({ geo, networks, directory }: EnrichmentConfig): FileUse[] {
  const file = (key: string, expected: string, path: string | undefined, read: (bytes: Buffer, path: string) => unknown): FileUse[] =>
    path === undefined ? [] : [{ key, expected, use: () => void read(bytesOf(path), path) }];
  return [
    ...file('geo.city', 'a MaxMind database of places', geo?.city, placeDatabase),
    ...file('geo.asn', 'a MaxMind database of networks', geo?.asn, asnDatabase),
    ...file('directory.file', 'a list of people', directory?.file, peopleOf),
    ...networks.flatMap((one, index) => file(`networks.${index}.file`, 'a network a line', one.file, networkList)),
  ];
}
