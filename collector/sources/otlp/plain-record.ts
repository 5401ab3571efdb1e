import { FIELDS, type Millis } from '../../../pkg/model';
import { number, text } from '../reading';
import type { EventWriter } from '../source';
import { attributeNamed, GUIDE, type Attribute } from './attribute';
import { kindOf } from './classify';
import { outcomeOfStatus } from './http-outcome';
import { addUrlParts, type UrlPart } from './url-parts';

type Plain = string | number | boolean;

/** Takes fields also by their places in FIELDS, which are found out once for each name. */
export interface SlotWriter extends EventWriter {
  textAt(slot: number, value: string): void;
  /** A safe integer. */
  wholeAt(slot: number, value: number): void;
  addAt(slot: number, value: string): void;
}

interface Held {
  readonly attribute: Attribute;
  readonly value: Plain | readonly unknown[];
}

/**
 * Writes records that are as nearly all are, plain values under names that decide alone, straight into the event. The same events as
 * `writeLogRecord` makes, and no object for one. Each step is false where a record is odd: `writeLogRecord` is then to write it.
 */
export class PlainRecord {
  private resource: readonly Held[] | undefined = [];
  /** For each field, twice the number of the record whose resource wrote it, one more if the record itself did. */
  private readonly writtenBy = new Float64Array(Object.keys(FIELDS).length);
  private record = 1;
  private stamp = 0;
  private guided = 0;
  private action = '';
  private address = '';
  private status = 0;
  private described = false;
  private empty = true;

  public constructor(private readonly out: SlotWriter) {}

  /** To be called before the records of a resource. */
  public of(attributes: ReadonlyMap<string, unknown>): void {
    const held: Held[] = [];
    for (const [name, value] of attributes) {
      if (value === undefined) continue;
      const attribute = attributeNamed(name);
      if (!isPlain(value) && !(Array.isArray(value) && attribute.way === 'extra')) {
        this.resource = undefined;
        return;
      }
      held.push({ attribute, value });
    }
    this.resource = held;
  }

  public begin(): boolean {
    this.record++;
    this.stamp = this.record * 2;
    this.guided = 0;
    this.action = '';
    this.address = '';
    this.status = 0;
    if (this.resource === undefined) return false;
    for (const { attribute, value } of this.resource) {
      if (typeof value === 'object') this.out.extra(attribute.name, value);
      else if (!this.put(attribute, value)) return false;
    }
    this.stamp++;
    this.described = false;
    this.empty = true;
    return true;
  }

  public put(attribute: Attribute, value: Plain): boolean {
    this.empty = false;
    if (attribute.describes) this.described = true;
    switch (attribute.way) {
      case 'text':
        return this.putText(attribute, value);
      case 'long':
        return this.putLong(attribute, value);
      case 'list':
        return this.putList(attribute, value);
      case 'extra':
        this.out.extra(attribute.name, value);
        return true;
      case 'label':
        this.out.label(attribute.name, String(value));
        return true;
      default:
        return false;
    }
  }

  /** @param body undefined: the record has none */
  public end(at: Millis, eventName: string, severity: string, body: string | undefined): boolean {
    if (body === undefined ? this.empty && eventName === '' : !this.described) return false;
    if (!this.addMessage(body)) return false;
    this.addNames(eventName, severity);
    if ((this.guided & KIND) === 0) this.out.text('event.kind', 'event');
    if ((this.guided & CATEGORY) === 0) this.classify();
    this.derive();
    this.out.time(at);
    this.out.end();
    return true;
  }

  private addMessage(body: string | undefined): boolean {
    if (body === undefined) return true;
    const read = text(body);
    if (read === undefined) return (this.guided & MESSAGE) === 0;
    this.out.text('message', read);
    return true;
  }

  private addNames(eventName: string, severity: string): void {
    const action = (this.guided & ACTION) === 0 ? text(eventName) : undefined;
    if (action !== undefined) this.out.text('event.action', (this.action = action));
    const level = (this.guided & LEVEL) === 0 ? text(severity) : undefined;
    if (level !== undefined) this.out.text('log.level', level);
  }

  /** What other fields tell that the record does not. */
  private derive(): void {
    if (this.address !== '') addUrlParts(this.address, this.addPart);
    const outcome = this.status === 0 || !this.isFree(OUTCOME) ? undefined : outcomeOfStatus(this.status);
    if (outcome !== undefined) this.out.textAt(OUTCOME.slot, outcome);
  }

  private classify(): void {
    const kind = kindOf(this.action, (this.guided & STATUS) !== 0);
    if (kind === undefined) return;
    this.out.add('event.category', kind.category);
    if ((this.guided & TYPE) === 0) this.out.add('event.type', kind.type);
  }

  private readonly addPart = (name: UrlPart, value: string): void => {
    if (this.isFree(PARTS[name])) this.out.textAt(PARTS[name].slot, value);
  };

  private putText(attribute: Attribute, value: Plain): boolean {
    const raw = text(value);
    if (raw === undefined) return this.isFree(attribute) && attribute.guide === 0;
    if (this.writtenBy[attribute.slot] === this.stamp) return false;
    const { allowed } = attribute;
    const read = allowed === undefined ? raw : raw.toLowerCase();
    if (allowed?.has(read) === false) return false;
    this.took(attribute);
    if (attribute.guide !== 0) this.note(attribute.guide, read, value);
    this.out.textAt(attribute.slot, read);
    return true;
  }

  /** Out of the way of those that guide nothing. */
  private note(guide: number, read: string, value: Plain): void {
    if (guide === ADDRESS) this.address = read;
    else if (guide === ACTION && typeof value === 'string') this.action = read;
  }

  private putLong(attribute: Attribute, value: Plain): boolean {
    const whole = Math.round(number(value) ?? NaN);
    if (!Number.isSafeInteger(whole) || this.writtenBy[attribute.slot] === this.stamp) return false;
    this.took(attribute);
    if (attribute.guide !== 0) this.status = whole;
    this.out.wholeAt(attribute.slot, whole);
    return true;
  }

  private putList(attribute: Attribute, value: Plain): boolean {
    const raw = text(value);
    if (raw === undefined || !this.isFree(attribute)) return false;
    const read = attribute.allowed === undefined ? raw : raw.toLowerCase();
    if (attribute.allowed?.has(read) === false) return false;
    this.took(attribute);
    this.out.addAt(attribute.slot, read);
    return true;
  }

  private took({ slot, guide }: Attribute): void {
    this.writtenBy[slot] = this.stamp;
    this.guided |= guide;
  }

  /** Neither this record nor its resource wrote the field. */
  private isFree({ slot }: Attribute): boolean {
    return (this.writtenBy[slot] ?? 0) < this.record * 2;
  }
}

const bit = (name: string): number => GUIDE[name] ?? 0;
const ACTION = bit('event.action');
const CATEGORY = bit('event.category');
const TYPE = bit('event.type');
const KIND = bit('event.kind');
const LEVEL = bit('log.level');
const MESSAGE = bit('message');
const STATUS = bit('http.response.status_code');
const ADDRESS = bit('url.original');
const OUTCOME = attributeNamed('event.outcome');
const PARTS: Readonly<Record<UrlPart, Attribute>> = {
  'url.domain': attributeNamed('url.domain'),
  'url.path': attributeNamed('url.path'),
  'url.query': attributeNamed('url.query'),
};

function isPlain(value: unknown): value is Plain {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
