import type { Json } from '../../receive/otlp/json-request';
import { LOG_LEVELS, METRIC_LEVELS, SPAN_LEVELS } from '../../receive/otlp/request-levels';
import { FIELDS } from '../../../pkg/model';
import { ECS_NAME } from '../otlp/conventions';
import { partsOf } from './record-parts';

/** What a JSON object of OpenTelemetry is: an export request of a signal, one span, or one log record in any way to write it. */
export type Shape = 'logs' | 'spans' | 'metrics' | 'span' | 'record';

export function shapeOf(document: Json): Shape {
  if (Array.isArray(document[LOG_LEVELS.resources])) return 'logs';
  if (Array.isArray(document[SPAN_LEVELS.resources])) return 'spans';
  if (Array.isArray(document[METRIC_LEVELS.resources])) return 'metrics';
  return document.startTimeUnixNano !== undefined && typeof document.spanId === 'string' ? 'span' : 'record';
}

/** How sure it is, from 0 to 1, that a document is of OpenTelemetry. One whose names are those of ECS, too, is left to ECS where it has ECS' time. */
export function surenessOf(document: Json): number {
  if (shapeOf(document) !== 'record') return 1;
  const parts = partsOf(document);
  const isRecord = parts.attributes !== undefined;
  if (document.timeUnixNano !== undefined || document.observedTimeUnixNano !== undefined) return isRecord || parts.body !== undefined ? 1 : HIGH;
  if ((parts.time ?? parts.observed) === undefined || document.ecs !== undefined || document['ecs.version'] !== undefined) return 0;
  if (isRecord) return RECORD.some((part) => parts[part] !== undefined) ? HIGH : 0;
  const names = namesIn(document, '', 0);
  if (names.some((name) => OWN.test(name))) return HIGH;
  return document['@timestamp'] === undefined && names.filter((name) => name.includes('.') && isKnown(name)).length >= ENOUGH ? LOW : 0;
}

const HIGH = 0.95;
const LOW = 0.6;
const ENOUGH = 2;
const RECORD = ['resource', 'body', 'severity', 'eventName', 'trace'] as const;

/** Names that only the semantic conventions have, old and new. */
const OWN =
  /^(?:http\.(?:method|url|target|route|status_code|user_agent|client_ip|scheme|flavor|host)$|enduser\.|net\.(?:peer|host|sock)\.|network\.(?:peer|local)\.|exception\.(?:type|message|stacktrace)$|peer\.service$|event\.name$|telemetry\.sdk\.|app\.installation\.)/;

function isKnown(name: string): boolean {
  return Object.hasOwn(FIELDS, name) || Object.hasOwn(ECS_NAME, name);
}

const DEEPEST = 3;

function namesIn(document: Json, prefix: string, depth: number): readonly string[] {
  return Object.entries(document).flatMap(([key, value]) => {
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject && depth < DEEPEST ? namesIn(value as Json, `${prefix}${key}.`, depth + 1) : [prefix + key];
  });
}
