import type { Collector } from '../../collector/collector';
import type { TlsFiles } from '../../collector/receive/tls';
import type { Engine } from '../engine/engine';
import type { Feature } from '../model';
import type { Store } from '../store/store';
import type { Habitus } from './habitus';
import type { StoreChoice } from './store-choice';

/** What an opened data directory is made of. `open.ts` names the real ones; tests of the order of opening and closing name doubles. */
export interface Parts {
  features(files: readonly string[]): Promise<readonly Feature[]>;
  /** @throws HabitusError HAB-FEAT-002 when a definition has another body than the one stored under its id and version */
  guardVersions(features: readonly Feature[], store: Store): Promise<void>;
  store(at: { readonly dir: string; readonly namespace: string; readonly clock: () => number; readonly choice?: StoreChoice }): Promise<Store>;
  engine(on: { readonly store: Store; readonly features: readonly Feature[]; readonly clock: () => number; readonly namespace: string }): Promise<Engine>;
  collector(on: {
    readonly store: Store;
    readonly dir: string;
    readonly clock: () => number;
    readonly token?: string;
    readonly tls?: TlsFiles;
    readonly file?: string;
  }): Promise<Collector>;
  /** What the whole has to say of itself. @returns ends it */
  watch?(habitus: Habitus): () => void;
}
