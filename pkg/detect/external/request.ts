import type { EntityRef, Observation } from '../../model';
import type { Context } from '../detector';
import type { ExternalLimits } from './limits';

/** What all observations of a detector are of, and what the service is told of who did it. */
export interface Subject {
  /** `feature@version`. */
  readonly feature: string;
  readonly tail: Context['tail'];
  /** The name of an entity towards the service, the same each time: whoever gives its own id says so here. */
  readonly handleOf: (entity: EntityRef) => string;
  /** What a value (a country, a command, an address) is called towards the service; absent: by its own name. */
  readonly wordOf?: (value: string) => string;
  /** What is known of an observation beside itself. */
  readonly knownOf?: (obs: Observation) => Known;
}

/** What the baseline said of an observation before it was seen. */
export interface Known {
  /** In the entity's own zone, 0 = Monday 00:00. */
  readonly hourOfWeek: number;
  readonly expected?: number;
  /** 95 of 100 such buckets. */
  readonly interval?: readonly [number, number];
}

/** One request, and which observations of the batch it asks about: the id of each in the request is its place in `places`. */
export interface Part {
  readonly request: number;
  readonly body: string;
  readonly places: readonly number[];
}

/**
 * Cuts a batch into requests that keep the limits, made one at a time as they are taken.
 * Form: `{"request": 7, "feature": "files-per-user@1", "tail": "upper", "observations": [{"id": 0, "entity": {"type", "handle"}, "start", "width", "kind", ...}]}`.
 * An observation that is too large on its own is left out and told to `tooLarge`.
 */
export function* partsOf(
  batch: readonly Observation[],
  subject: Subject,
  limits: Pick<ExternalLimits, 'observations' | 'requestBytes'>,
  next: () => number,
  tooLarge: (place: number) => void
): Generator<Part> {
  const room = limits.requestBytes - Buffer.byteLength(bodyOf(Number.MAX_SAFE_INTEGER, subject, []));
  let [lines, places, bytes]: [string[], number[], number] = [[], [], 0];
  const cut = (): Part => {
    const request = next();
    const part = { request, body: bodyOf(request, subject, lines), places };
    [lines, places, bytes] = [[], [], 0];
    return part;
  };
  for (const [place, obs] of batch.entries()) {
    const encoded = JSON.stringify(contentOf(obs, subject));
    const size = Buffer.byteLength(encoded) + ROOM_FOR_ID;
    if (size > room) {
      tooLarge(place);
      continue;
    }
    if (lines.length === limits.observations || bytes + size > room) yield cut();
    lines.push(`{"id":${lines.length},${encoded.slice(1)}`);
    places.push(place);
    bytes += size;
  }
  if (lines.length > 0) yield cut();
}

/** `"id":` with its digits, and two commas. */
const ROOM_FOR_ID = 5 + 16 + 2;

function bodyOf(request: number, { feature, tail }: Subject, lines: readonly string[]): string {
  return `{"request":${request},"feature":${JSON.stringify(feature)},"tail":"${tail}","observations":[${lines.join(',')}]}`;
}

function contentOf(obs: Observation, { handleOf, wordOf = itself, knownOf }: Subject): object {
  const { kind, entity, start, width } = obs;
  const place = { entity: { type: entity.type, handle: handleOf(entity) }, start, width, kind, ...knownOf?.(obs) };
  switch (obs.kind) {
    case 'values':
      return { ...place, values: [...obs.values].map(([value, count]) => [wordOf(value), count]) };
    case 'ordered':
      return { ...place, steps: obs.steps.map(({ at, value }) => [at - start, wordOf(value)]), beyond: obs.beyond };
    default:
      return { ...place, value: obs.value };
  }
}

function itself(value: string): string {
  return value;
}
