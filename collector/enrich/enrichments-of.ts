import type { EnrichmentConfig, Enrichments } from './enrichments';

const NONE: Pick<Enrichments, 'steps' | 'errors' | 'close'> = { steps: () => [], errors: () => [], close: () => undefined };

/** The enrichments that are configured; where there are none nothing is loaded, and no event costs more. @throws HabitusError as {@link Enrichments} */
export async function enrichmentsOf(config: EnrichmentConfig | undefined, dir: string, shown?: (name: string) => string): Promise<typeof NONE> {
  if (config === undefined || (!config.geo && !config.directory && !config.sessions && config.networks.length === 0)) return NONE;
  const { Enrichments } = await import('./enrichments');
  return new Enrichments(config, dir, shown);
}
