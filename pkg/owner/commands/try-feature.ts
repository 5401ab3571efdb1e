import { bucketStart, BUCKET_WIDTHS, entityKey, type Feature, type Millis, type Observation, type Ordered } from '../../model';
import { EXIT, type Command } from '../command';
import { count, moment, value } from '../words';

export interface TryFeatureArgs {
  /** Checked by the client: a definition needs not be known to the owner to be tried. */
  readonly feature: Feature;
  readonly since?: Millis;
  readonly until?: Millis;
  readonly limit: number;
}

/** `habitus features try FILE`: what a definition would have counted in the events that are there. Learns and stores nothing. */
export const tryFeature: Command<TryFeatureArgs> = async (habitus, { feature, since, until, limit }, io) => {
  const width = BUCKET_WIDTHS[feature.bucket];
  const { oldest = 0, newest = 0 } = await habitus.store.events.extent();
  const from = bucketStart(since ?? oldest, width);
  const to = bucketStart((until ?? newest + 1) + width - 1, width);
  const query = { namespace: habitus.namespace, entity: feature.entity, where: feature.where, measure: feature.measure, width, from, to };
  let total = 0;
  const entities = new Set<string>();
  for await (const observation of habitus.store.events.count(query)) {
    if (io.signal.aborted) break;
    total++;
    entities.add(entityKey(observation.entity));
    if (io.json) await io.out(`${JSON.stringify(asJson(feature, observation))}\n`);
    else if (total <= limit) await io.out(`${moment(observation.start)}  ${entityKey(observation.entity)}  ${inWords(feature, observation)}\n`);
  }
  if (!io.json) await io.out(`${feature.id}: ${count(total)} observations of ${count(entities.size)} entities from ${moment(from)} to ${moment(to)}.\n`);
  return EXIT.done;
};

function asJson(feature: Feature, observation: Observation): Record<string, unknown> {
  const { entity, start, width, kind } = observation;
  return { feature: feature.id, entity, start: new Date(start).toISOString(), end: new Date(start + width).toISOString(), kind, ...measured(observation) };
}

function measured(observation: Observation): Record<string, unknown> {
  switch (observation.kind) {
    case 'values':
      return { values: Object.fromEntries(observation.values) };
    case 'ordered':
      return { steps: observation.steps.map(({ at, value: step }) => ({ at: new Date(at).toISOString(), value: step })), beyond: observation.beyond };
    default:
      return { value: observation.value };
  }
}

function inWords({ unit }: Feature, observation: Observation): string {
  if (observation.kind === 'values') return [...observation.values].map(([met, times]) => `${met} (${times})`).join(', ');
  if (observation.kind === 'ordered') return inOrder(observation);
  return `${value(observation.value)} ${observation.value === 1 ? unit.one : unit.many}`;
}

function inOrder({ steps, beyond }: Ordered): string {
  return `${steps.map(({ value: step }) => step).join(' > ')}${beyond > 0 ? ` and ${count(beyond)} more` : ''}`;
}
