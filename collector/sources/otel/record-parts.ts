import type { Json } from '../../receive/otlp/json-request';
import { nanoseconds } from '../../receive/otlp/json';
import type { Millis } from '../../../pkg/model';
import { timestamp } from '../reading';

/** The parts of a log record, whoever wrote it; `rest` is what no part is made of. */
export interface RecordParts {
  readonly time: Millis | undefined;
  readonly observed: Millis | undefined;
  readonly attributes: object | undefined;
  readonly resource: object | undefined;
  readonly body: unknown;
  readonly severity: string | undefined;
  readonly eventName: string | undefined;
  readonly trace: unknown;
  readonly rest: readonly (readonly [string, unknown])[];
}

/**
 * Finds the parts of a log record. Names are those of OTLP's JSON, of the data model (`ObservedTimestamp`), or with underscores (`severity_text`), as exporters for the console
 * and for Elasticsearch write them. A member that has not the form of its part stays in `rest`.
 */
export function partsOf(document: Json): RecordParts {
  const members = new Members(document);
  const attributes = members.take(['attributes'], object);
  const parts = {
    attributes,
    time: members.take(['timeunixnano'], nanos) ?? members.take(['@timestamp', 'timestamp', 'time'], instant),
    observed: members.take(['observedtimeunixnano'], nanos) ?? members.take(['observedtimestamp', 'observedtime'], instant),
    resource: members.take(['resource'], object),
    body: members.take(['body'], (value) => value),
    severity: members.take(['severitytext'], text),
    eventName: members.take(['eventname'], text),
    trace: members.take(['traceid'], text),
  };
  if (attributes !== undefined) for (const name of UNUSED) members.take([name], (value) => value);
  return { ...parts, rest: members.rest() };
}

/** Of what a record has besides no event is made, as little as of a record that comes over the network. */
const UNUSED = [
  'spanid',
  'traceflags',
  'flags',
  'severity',
  'severitynumber',
  'scope',
  'instrumentationscope',
  'schemaurl',
  'droppedattributes',
  'droppedattributescount',
];

class Members {
  private readonly byName: Map<string, string>;
  private readonly taken = new Set<string>();

  public constructor(private readonly document: Json) {
    this.byName = new Map(Object.keys(document).map((key) => [key.toLowerCase().replaceAll('_', ''), key]));
  }

  /** The first of these members that has the form. */
  public take<T>(names: readonly string[], read: (value: unknown) => T | undefined): T | undefined {
    for (const name of names) {
      const key = this.byName.get(name);
      const value = key === undefined ? undefined : read(this.document[key] ?? undefined);
      if (key === undefined || value === undefined) continue;
      this.taken.add(key);
      return value;
    }
    return undefined;
  }

  public rest(): readonly (readonly [string, unknown])[] {
    return Object.entries(this.document).filter(([key]) => !this.taken.has(key));
  }
}

/** Times before 1970 are what writers put for none. */
function instant(value: unknown): Millis | undefined {
  const at = timestamp(value);
  return at !== undefined && at > 0 ? at : undefined;
}

function nanos(value: unknown): Millis | undefined {
  return nanoseconds(value) || undefined;
}

function object(value: unknown): object | undefined {
  return typeof value === 'object' && value !== null ? value : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
