import { HabitusError } from '../../../pkg/errors';
import { Watched } from '../watched';
import { NamedNetworks, networksOf } from './named-networks';
import type { NetworkConfig } from './schema';

/** The networks of collector.yaml and of the lists that it names. */
export class NetworkLists {
  public readonly files: readonly Watched<readonly string[]>[];
  private made: NamedNetworks | undefined;
  private madeOf = 0;
  private readonly lists: readonly { readonly config: NetworkConfig; readonly file?: Watched<readonly string[]> }[];

  /** @throws HabitusError HAB-CLI-002, HAB-CONF-003 */
  public constructor(configs: readonly NetworkConfig[]) {
    this.lists = configs.map((config) => ({ config, ...(config.file !== undefined && { file: new Watched(config.file, networkList) }) }));
    this.files = this.lists.flatMap(({ file }) => file ?? []);
  }

  public get version(): number {
    return this.files.reduce((sum, { version }) => sum + version, 0);
  }

  public get value(): NamedNetworks {
    if (this.made === undefined || this.madeOf !== this.version) {
      this.madeOf = this.version;
      this.made = new NamedNetworks();
      for (const { config, file } of this.lists) for (const one of [...(config.cidr ?? []), ...(file?.value ?? [])]) this.made.add(one, config);
    }
    return this.made;
  }
}

/** The networks of a file, one a line. @throws HabitusError HAB-CONF-003 with the first that is none */
export function networkList(bytes: Buffer, path: string): readonly string[] {
  const list = networksOf(bytes.toString('utf8'));
  const all = new NamedNetworks();
  for (const one of list) {
    try {
      all.add(one, { name: '' });
    } catch (cause) {
      throw new HabitusError('HAB-CONF-003', `${path}: ${one}`, 'a network as 10.0.0.0/8 in each line', { cause });
    }
  }
  return list;
}
