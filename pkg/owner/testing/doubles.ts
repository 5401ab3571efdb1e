import type { Collector } from '../../../collector/collector';
import type { Engine } from '../../engine/engine';
import type { Store } from '../../store/store';
import type { CommandIo } from '../command';
import type { Parts } from '../parts';

/** Parts that do nothing but write down, in order, what was asked of them. Each member that a test does not name fails loudly when it is used. */
export function recordingParts(log: string[], own: Partial<{ store: Partial<Store>; engine: Partial<Engine>; collector: Partial<Collector> }> = {}): Parts {
  const note = (what: string): Promise<void> => {
    log.push(what);
    return Promise.resolve();
  };
  return {
    features: () => note('features').then(() => []),
    guardVersions: () => note('guard'),
    store: ({ namespace }) => note('store').then(() => ({ namespace, close: () => note('store closed'), ...own.store }) as Store),
    engine: () => note('engine').then(() => ({ stop: () => note('engine stopped'), ...own.engine }) as Engine),
    collector: () => note('collector').then(() => ({ stop: () => note('collector stopped'), ...own.collector }) as Collector),
  };
}

/** A command's streams, kept as text. */
export class RecordedIo implements CommandIo {
  public stdout = '';
  public stderr = '';
  public readonly stop = new AbortController();
  public readonly signal = this.stop.signal;

  public constructor(
    public readonly json = false,
    public readonly terminal = { interactive: false, colour: false, columns: 100 }
  ) {}

  public out(text: string): Promise<void> {
    this.stdout += text;
    return Promise.resolve();
  }

  public err(text: string): void {
    this.stderr += text;
  }
}
