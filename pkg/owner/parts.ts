import type { Collector } from '../../collector/collector';
import type { TokenPlace } from '../../collector/receive/sender-tokens';
import type { TlsFiles } from '../../collector/receive/tls';
import type { CalendarFile } from '../config';
import type { Attention } from '../engine/create';
import type { Engine } from '../engine/engine';
import type { PseudonymOptions, Pseudonyms } from '../identity';
import type { Feature } from '../model';
import type { Store } from '../store/store';
import type { Habitus } from './habitus';
import type { ScoringChoice } from './scoring';
import type { StoreChoice } from './store-choice';

/** What an opened data directory is made of. `open.ts` names the real ones; tests of the order of opening and closing name doubles. */
export interface Parts {
  features(files: readonly string[]): Promise<readonly Feature[]>;
  /** @throws HabitusError HAB-FEAT-002 when a definition has another body than the one stored under its id and version */
  guardVersions(features: readonly Feature[], store: Store): Promise<void>;
  store(at: { readonly dir: string; readonly namespace: string; readonly clock: () => number; readonly choice?: StoreChoice }): Promise<Store>;
  /** @throws HabitusError HAB-CLI-002 or HAB-CONF-004 for a calendar that cannot be read */
  /** Of the namespace, where it has them; without this part none has. @throws HabitusError HAB-VAULT-001, HAB-VAULT-002 */
  pseudonyms?(
    of: { readonly dir: string; readonly namespace: string; readonly store: Store; readonly choice?: StoreChoice },
    options?: PseudonymOptions
  ): Promise<Pseudonyms | undefined>;
  engine(on: {
    readonly store: Store;
    readonly features: readonly Feature[];
    readonly clock: () => number;
    readonly namespace: string;
    readonly zone?: string;
    readonly calendars: readonly CalendarFile[];
    readonly scoring?: ScoringChoice;
    readonly attention?: Attention;
  }): Promise<Engine>;
  collector(on: {
    readonly store: Store;
    readonly dir: string;
    readonly clock: () => number;
    readonly token?: TokenPlace;
    readonly tls?: TlsFiles;
    readonly file?: string;
    readonly pseudonyms?: Pseudonyms;
  }): Promise<Collector>;
  /** What the whole has to say of itself. @returns ends it */
  watch?(habitus: Habitus): () => void;
}
