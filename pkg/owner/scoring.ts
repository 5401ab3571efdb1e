import { delimiter, resolve } from 'node:path';
import { SETTINGS, variableOf, type Values } from '../config/settings';
import type { AskOptions } from '../engine/asking/asking';
import { HabitusError } from '../errors';
import type { Feature } from '../model';

const PREFIX = 'detectors.external.';
type Key = Extract<keyof Values, `detectors.external.${string}`>;

/** The scoring service as it is configured: whom it is asked about, where it is, and how much it is asked. */
export interface ScoringChoice {
  readonly features: readonly string[];
  /** Undefined: nobody is asked. */
  readonly place?: { readonly url: string; readonly tokenFile?: string };
  readonly timeout: number;
  readonly perHour: number;
  readonly batch: number;
  readonly concurrency: number;
  readonly days: number;
}

const SECOND = 1_000;
const EXTERNAL = 'external';

/** Paths from the working folder. */
export function scoringChoice(values: Pick<Values, Key>): ScoringChoice {
  const { 'detectors.external.url': url, 'detectors.external.tokenFile': tokenFile } = values;
  return {
    features: values['detectors.external.features'],
    ...(url !== undefined && { place: { url, ...(tokenFile !== undefined && { tokenFile: resolve(tokenFile) }) } }),
    timeout: values['detectors.external.timeout'] * SECOND,
    perHour: values['detectors.external.perHour'] * SECOND,
    batch: values['detectors.external.batch'],
    concurrency: values['detectors.external.concurrency'],
    days: values['detectors.external.days'],
  };
}

/** The features, those that the choice names with the detector that asks. @throws HabitusError HAB-CONF-001 for one that is not defined */
export function askedAbout(features: readonly Feature[], choice: Pick<ScoringChoice, 'features'> | undefined): readonly Feature[] {
  if (choice === undefined || choice.features.length === 0) return features;
  const unknown = choice.features.find((id) => !features.some((feature) => feature.id === id));
  if (unknown !== undefined) throw new HabitusError('HAB-CONF-001', unknown, `${PREFIX}features: ids that \`habitus features list\` prints`);
  return features.map((feature) => {
    const adds = choice.features.includes(feature.id) && !feature.detectors.includes(EXTERNAL);
    return adds ? { ...feature, detectors: [...feature.detectors, EXTERNAL] } : feature;
  });
}

/** What the engine asks; undefined where no service is configured. */
export async function askOptions(choice: ScoringChoice | undefined): Promise<AskOptions | undefined> {
  if (choice?.place === undefined) return undefined;
  const { HttpService } = await import('../detect/external/http-service');
  const { place, batch, concurrency, timeout, perHour, days } = choice;
  return { service: new HttpService(place), limits: { observations: batch, inFlight: concurrency, timeout }, perHour, days };
}

/** What is not as by default, as variables: for a process that is started with the same configuration. */
export function scoringVariables(values: Pick<Values, Key>): Record<string, string> {
  const { place } = scoringChoice(values);
  const keys = Object.keys(SETTINGS).filter((key): key is Key => key.startsWith(PREFIX));
  const changed = keys.filter((key) => JSON.stringify(values[key]) !== JSON.stringify(SETTINGS[key].default));
  const textOf = (key: Key): string => (key === 'detectors.external.tokenFile' ? (place?.tokenFile ?? '') : [values[key]].flat().join(delimiter));
  return Object.fromEntries(changed.map((key) => [variableOf(key), textOf(key)]));
}
