import type { Step } from '../encode/step';
import { NetworkLists } from './places/network-lists';
import { asnDatabase, placeDatabase } from './places/database';
import { Places } from './places/places';
import type { GeoConfig, NetworkConfig } from './places/schema';
import { Watched } from './watched';

/** The part of collector.yaml that completes events. */
export interface EnrichmentConfig {
  readonly geo?: GeoConfig | undefined;
  readonly networks: readonly NetworkConfig[];
}

/** What completes events, in its order, and the files it rests on. */
export class Enrichments {
  private readonly files: Watched<unknown>[] = [];
  private readonly shared: Step[] = [];

  /** @throws HabitusError HAB-CLI-002, HAB-CONF-002, HAB-CONF-003 for a file that cannot be used: nothing is being watched then */
  public constructor(config: EnrichmentConfig) {
    try {
      this.addPlaces(config);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** For one stream of events: what remembers events (sessions) begins anew with each call. */
  public steps(): readonly Step[] {
    return this.shared;
  }

  /** Files that changed and cannot be used since. */
  public errors(): readonly string[] {
    return this.files.flatMap(({ error }) => error ?? []);
  }

  public close(): void {
    for (const file of this.files) file.close();
  }

  private addPlaces({ geo, networks }: EnrichmentConfig): void {
    const city = geo?.city === undefined ? undefined : this.keep(new Watched(geo.city, placeDatabase));
    const asn = geo?.asn === undefined ? undefined : this.keep(new Watched(geo.asn, asnDatabase));
    const lists = networks.length === 0 ? undefined : new NetworkLists(networks);
    lists?.files.forEach((file) => this.keep(file));
    if (geo || lists) this.shared.push(new Places({ ...(city && { city }), ...(asn && { asn }), ...(lists && { networks: lists }) }));
  }

  private keep<T>(file: Watched<T>): Watched<T> {
    this.files.push(file);
    return file;
  }
}
