import ipaddr from 'ipaddr.js';
import { LRUCache } from 'lru-cache';
import type { Reader, Response } from 'maxmind';
import type { Draft } from '../../encode/draft';
import type { Step } from '../../encode/step';
import type { Watched } from '../watched';
import type { AsnDatabase, PlaceDatabase } from './database';
import type { NamedNetworks } from './named-networks';
import { complete, geoParts, givenParts, systemParts, type Place } from './place';

export interface PlaceSources {
  readonly city?: Watched<PlaceDatabase>;
  readonly asn?: Watched<AsnDatabase>;
  readonly networks?: { readonly value: NamedNetworks; readonly version: number };
}

/** Addresses whose place is remembered: some 30 MB. */
const REMEMBERED = 50_000;

/** Place, autonomous system and named network of `source.ip`, where the source did not give them. An address that was met before costs one look-up. */
export class Places implements Step {
  private readonly known = new LRUCache<string, Place>({ max: REMEMBERED });
  private version = -1;

  public constructor(private readonly sources: PlaceSources) {}

  public apply(draft: Draft): undefined {
    const address = draft.text('source.ip');
    if (address === undefined) return;
    this.forgetOld();
    let place = this.known.get(address);
    if (place === undefined) this.known.set(address, (place = this.placeOf(address)));
    complete(draft, place);
  }

  private forgetOld(): void {
    const { city, asn, networks } = this.sources;
    const version = (city?.version ?? 0) + (asn?.version ?? 0) + (networks?.version ?? 0);
    if (version === this.version) return;
    this.version = version;
    this.known.clear();
  }

  private placeOf(text: string): Place {
    const { city, asn, networks } = this.sources;
    // A zone (`fe80::1%eth0`) is of the machine that saw it, and no part of the address.
    const address = ipaddr.parse(text.replace(/%.*/, ''));
    const named = networks?.value.find(address.toByteArray());
    const range = KINDS[address.range()];
    const kind = named?.kind ?? range;
    const isGiven = named?.country !== undefined || named?.city !== undefined;
    const isSomewhere = range === undefined && named?.kind !== 'vpn';
    return {
      ...(isGiven ? givenParts(named.country, named.city) : geoParts(isSomewhere ? ask(city?.value, text) : null)),
      system: systemParts(range === undefined ? ask(asn?.value, text) : null),
      ...(named && { network: named.name }),
      ...(kind !== undefined && { kind }),
    };
  }
}

/** A database that is damaged inside, or of IPv4 only when asked for IPv6, knows nothing of the address: no reason to lose the event. */
function ask<T extends Response>(database: Pick<Reader<T>, 'get'> | undefined, address: string): T | null {
  try {
    return database?.get(address) ?? null;
  } catch {
    return null;
  }
}

/** Ranges that no database knows, in words. */
const KINDS: Readonly<Record<string, string>> = {
  private: 'private',
  uniqueLocal: 'private',
  loopback: 'loopback',
  linkLocal: 'link-local',
  carrierGradeNat: 'carrier-nat',
  multicast: 'multicast',
  broadcast: 'multicast',
  unspecified: 'unspecified',
  reserved: 'reserved',
};
