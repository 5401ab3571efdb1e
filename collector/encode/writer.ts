import type { ErrorCode } from '../../pkg/errors';
import { FIELDS, type FieldName, type Millis } from '../../pkg/model';
import { USUAL_STEPS } from '../clean/irrelevant';
import type { TimeRange } from '../clean/time-range';
import { nameEntities } from '../enrich/entities';
import { namePlace } from '../enrich/places/name-place';
import { readUserAgent } from '../enrich/user-agent';
import type { EventWriter } from '../sources/source';
import type { ByteBuffer } from './byte-buffer';
import { Draft, fieldId } from './draft';
import { eventId, type EventId } from './event-id';
import { writeJsonLine } from './json-line';
import type { RequestIds } from './request-ids';
import type { Step } from './step';

/** What became of one event. */
export interface Outcomes {
  accepted(at: Millis): void;
  dropped(reason: string): void;
  rejected(code: ErrorCode, expected: string, got: string): void;
}

/** One draft, used again and again: takes a source's fields, cleans, enriches, encodes into `out`. */
export class PipelineWriter implements EventWriter {
  private readonly draft = new Draft();
  private origin = '';
  /** Instead of `origin`, for records of a request. */
  private ids: RequestIds | undefined;
  private place = 0;
  private ingested: Millis = 0;
  /** Events of one record share its origin; each but the first gets its number. */
  private ordinal = 0;
  /** How often each of the sender's own ids was met in this record: one activity of several events. Its place in a batch is no part of an event's identity. */
  private readonly met = new Map<string, number>();
  private readonly sealing: Step | undefined;

  public constructor(
    private readonly out: ByteBuffer,
    private readonly outcomes: Outcomes,
    private readonly source: string,
    private readonly range: TimeRange,
    private readonly steps: readonly Step[] = USUAL_STEPS
  ) {
    this.sealing = steps.find((step) => step.identity !== undefined);
  }

  /** To be called before each record. */
  public next(origin: string, ingested: Millis): void {
    this.begin(ingested);
    this.origin = origin;
    this.ids = undefined;
  }

  /** The same for a record that is known by its place in a request: no string is made for it. */
  public nextOf(ids: RequestIds, place: number, ingested: Millis): void {
    this.begin(ingested);
    this.ids = ids;
    this.place = place;
  }

  private begin(ingested: Millis): void {
    this.draft.clear();
    this.ingested = ingested;
    this.ordinal = 0;
    if (this.met.size > 0) this.met.clear();
  }

  public time(at: Millis): void {
    this.draft.time = at;
  }
  public text(field: FieldName, value: string): void {
    this.draft.set(field, value);
  }
  /** `text` by the field's place in FIELDS. */
  public textAt(slot: number, value: string): void {
    this.draft.setAt(slot, value);
  }
  /** `number` of a safe integer, by the field's place in FIELDS. */
  public wholeAt(slot: number, value: number): void {
    this.draft.setAt(slot, value);
  }
  /** `add` by the field's place in FIELDS. */
  public addAt(slot: number, value: string): void {
    this.draft.addAt(slot, value);
  }
  public slice(field: FieldName, bytes: Uint8Array, start: number, end: number): void {
    this.draft.set(field, Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('utf8'));
  }
  public number(field: FieldName, value: number): void {
    // Beyond 2^53 no digit is certain: kept as it came, never counted with.
    if (Number.isSafeInteger(value) || FIELDS[field] !== 'long') this.draft.set(field, value);
    else this.draft.extra.set(field, value);
  }
  public flag(field: FieldName, value: boolean): void {
    this.draft.set(field, value);
  }
  public add(field: FieldName, value: string): void {
    this.draft.add(field, value);
  }
  public label(key: string, value: string): void {
    this.draft.labels.set(key, value);
  }
  public extra(key: string, value: unknown): void {
    if (value !== undefined) this.draft.extra.set(key, value);
  }

  /** No event that it wrote has any other field, but for its time, id and time of ingest. */
  public get fields(): ReadonlySet<FieldName> {
    return this.draft.written;
  }

  public end(): void {
    const { draft, range } = this;
    const at = draft.time;
    if (at === undefined) this.outcomes.rejected('HAB-PARSE-001', 'a timestamp', 'none');
    else if (at < range.oldest || at > range.newest) this.outcomes.rejected('HAB-PARSE-006', range.words, shown(at));
    else this.finish(at);
    draft.clear();
    this.ordinal++;
  }

  public reject(code: ErrorCode, expected: string, got: string): void {
    this.draft.clear();
    this.outcomes.rejected(code, expected, got);
  }

  public drop(reason: string): void {
    this.draft.clear();
    this.outcomes.dropped(reason);
  }

  private finish(at: Millis): void {
    const { draft } = this;
    readUserAgent(draft);
    nameEntities(draft);
    draft.setAt(SOURCE, this.source);
    // As the sender wrote it: what a step makes of it may be the same of two events.
    const own = draft.textAt(OWN_ID);
    for (const step of this.steps) {
      const unwanted = step.apply(draft);
      if (unwanted === undefined) continue;
      this.outcomes.dropped(unwanted);
      return;
    }
    namePlace(draft);
    this.encode(at, own);
  }

  private encode(at: Millis, own: string | undefined): void {
    const { draft } = this;
    const before = this.out.size;
    writeJsonLine(draft, this.idOf(draft, draft.hasAt(ASSUMED) ? undefined : at, own), this.ingested, this.out);
    const bytes = this.out.size - before;
    if (bytes <= MOST_BYTES) {
      draft.noteWritten();
      // A step may have set a wrong clock right.
      this.outcomes.accepted(draft.time ?? at);
      return;
    }
    this.out.truncate(before);
    this.outcomes.rejected('HAB-PARSE-004', `an event of at most ${MOST_BYTES} bytes`, `${bytes}`);
  }

  private idOf(draft: Draft, at: Millis | undefined, own: string | undefined): EventId {
    const { ids, sealing } = this;
    if (own === undefined && ids !== undefined && sealing === undefined && this.ordinal === 0) return ids.of(this.place, at);
    const plain = this.identityOf(draft, own);
    return eventId(at, sealing?.identity === undefined ? plain : sealing.identity(plain));
  }

  /** The sender's own id where it has one, else the record's origin; the second and later event of the same gets its number. */
  private identityOf(draft: Draft, own: string | undefined): string {
    if (own === undefined) {
      const origin = this.ids?.nameOf(this.place) ?? this.origin;
      return this.ordinal === 0 ? origin : `${origin}#${this.ordinal}`;
    }
    const identity = `${this.source}\n${draft.text('event.dataset') ?? ''}\n${own}`;
    const before = this.met.get(identity) ?? 0;
    this.met.set(identity, before + 1);
    return before === 0 ? identity : `${identity}#${before}`;
  }
}

const [SOURCE, OWN_ID, ASSUMED] = [fieldId('habitus.source'), fieldId('event.id'), fieldId('habitus.time.assumed')];
/** The largest event that is stored, encoded. */
const MOST_BYTES = 1024 * 1024;
/** What a date can hold. */
const LAST_INSTANT = 8.64e15;

function shown(at: Millis): string {
  return Math.abs(at) <= LAST_INSTANT ? new Date(at).toISOString() : String(at);
}
