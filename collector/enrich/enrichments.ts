import { join } from 'node:path';
import { Directory } from '../../pkg/identity';
import type { Step } from '../encode/step';
import { Identify } from './directory/identify';
import { peopleOf } from './directory/people-file';
import type { DirectoryConfig } from './directory/schema';
import { Unresolved, UNRESOLVED_FILE } from './directory/unresolved';
import { NetworkLists } from './places/network-lists';
import { asnDatabase, placeDatabase } from './places/database';
import { Places } from './places/places';
import type { GeoConfig, NetworkConfig } from './places/schema';
import type { SessionsConfig } from './sessions/schema';
import { Sessions } from './sessions/sessions';
import { Watched } from './watched';

/** The part of collector.yaml that completes events. */
export interface EnrichmentConfig {
  readonly geo?: GeoConfig | undefined;
  readonly networks: readonly NetworkConfig[];
  readonly directory?: DirectoryConfig | undefined;
  readonly sessions?: SessionsConfig | undefined;
}

/** What completes events, in its order, and the files it rests on. */
export class Enrichments {
  private readonly files: Watched<unknown>[] = [];
  private readonly shared: Step[] = [];
  private unresolved: Unresolved | undefined;

  /**
   * @param dir the data directory: names that are nobody's are kept there
   * @param shown how they are kept
   * @throws HabitusError HAB-CLI-002, HAB-CONF-002, HAB-CONF-003 for a file that cannot be used: nothing is being watched then
   */
  public constructor(
    private readonly config: EnrichmentConfig,
    private readonly dir: string,
    private readonly shown?: (name: string) => string
  ) {
    try {
      this.addPlaces(config);
      this.addDirectory(config);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** For one stream of events: what remembers events (sessions) begins anew with each call. */
  public steps(): readonly Step[] {
    const { sessions } = this.config;
    return sessions ? [...this.shared, new Sessions(sessions)] : this.shared;
  }

  /** Files that changed and cannot be used since. */
  public errors(): readonly string[] {
    return this.files.flatMap(({ error }) => error ?? []);
  }

  public close(): void {
    for (const file of this.files) file.close();
    this.unresolved?.close();
  }

  private addPlaces({ geo, networks }: EnrichmentConfig): void {
    const city = geo?.city === undefined ? undefined : this.keep(new Watched(geo.city, placeDatabase));
    const asn = geo?.asn === undefined ? undefined : this.keep(new Watched(geo.asn, asnDatabase));
    const lists = networks.length === 0 ? undefined : new NetworkLists(networks);
    lists?.files.forEach((file) => this.keep(file));
    if (geo || lists) this.shared.push(new Places({ ...(city && { city }), ...(asn && { asn }), ...(lists && { networks: lists }) }));
  }

  private addDirectory({ directory }: EnrichmentConfig): void {
    if (!directory) return;
    const { file, domains } = directory;
    if (file === undefined) this.shared.push(new Identify({ value: new Directory([], domains) }));
    else {
      const people = this.keep(new Watched(file, (bytes, path) => new Directory(peopleOf(bytes, path), domains)));
      this.unresolved = new Unresolved(join(this.dir, UNRESOLVED_FILE), Date.now, this.shown);
      this.shared.push(new Identify(people, this.unresolved));
    }
  }

  private keep<T>(file: Watched<T>): Watched<T> {
    this.files.push(file);
    return file;
  }
}
