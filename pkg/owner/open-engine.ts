import type { Attention } from '../engine/create';
import type { Engine } from '../engine/engine';
import type { CalendarFile } from '../config';
import type { OpenOptions } from './habitus';
import { openStore } from './open';
import { askedAbout, askOptions, type ScoringChoice } from './scoring';
import type { StoreChoice } from './store-choice';

export interface OpenEngineOptions {
  readonly namespace: string;
  readonly store: StoreChoice;
  readonly features: readonly string[];
  readonly zone?: OpenOptions['zone'];
  readonly calendars: readonly CalendarFile[];
  readonly scoring?: ScoringChoice;
  readonly attention?: Attention;
  readonly clock?: () => number;
  /** Bytes of what is learnt that are held in memory. */
  readonly memory?: number;
}

/**
 * An engine over a cluster without a data directory: no collector, no control socket, any number of them.
 *
 * @throws HabitusError HAB-STORE-003, -006, -007 when the cluster cannot be used; HAB-FEAT-001 or -002
 */
export async function openEngine(options: OpenEngineOptions): Promise<{ readonly engine: Engine; close(): Promise<void> }> {
  const [{ shippedFeatures }, { loadFeatures, withoutTwins }, { guardVersions }, { createEngine }, { readCalendars }] = await Promise.all([
    import('../observe/shipped'),
    import('../observe/load-features'),
    import('../observe/guard-versions'),
    import('../engine/create'),
    import('../engine/calendar/read-calendars'),
  ]);
  const { namespace, clock = Date.now, zone, memory } = options;
  const features = withoutTwins([...shippedFeatures(), ...loadFeatures(options.features)]);
  const store = await openStore({ dir: '', namespace, clock, choice: options.store });
  try {
    await guardVersions(store.records, features);
    const [calendars, ask] = [await readCalendars(options.calendars), await askOptions(options.scoring)];
    const engine = await createEngine({
      store,
      features: askedAbout(features, options.scoring),
      clock,
      namespace,
      calendars,
      ...(zone !== undefined && { zone }),
      ...(memory !== undefined && { memory }),
      ...(ask && { ask }),
      ...(options.attention && { attention: options.attention }),
    });
    return {
      engine,
      close: async () => {
        await engine.stop();
        await store.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}
