import { JsonSplitter } from './json-splitter';
import { startsAsEvents, XmlSplitter } from './xml-splitter';
import { LineSplitter, type LineVisitor, type Splitter } from './line-splitter';
import { eachRecord, MOST_OF_REQUEST, startsAsRequests } from './otlp-requests';

/**
 * Cuts a file into records: into lines, into Windows events where it begins as their XML, or into JSON values where it is an array or where its first object goes over several lines, as APIs answer and
 * consoles export. Export requests of OpenTelemetry are cut further, into one for each record.
 */
export class RecordSplitter implements Splitter {
  private chosen: Splitter | undefined;
  private head: Buffer = Buffer.alloc(0);

  public constructor(private readonly visitor: LineVisitor) {}

  public push(chunk: Buffer): void {
    if (this.chosen) this.chosen.push(chunk);
    else {
      this.head = Buffer.concat([this.head, chunk]);
      if (this.head.length >= ENOUGH) this.choose();
    }
  }

  public end(): void {
    if (this.chosen === undefined) this.choose();
    this.chosen?.end();
  }

  private choose(): void {
    const json = startOfValues(this.head);
    if (startsAsRequests(this.head)) {
      const each = eachRecord(this.visitor);
      this.chosen = json === undefined ? new LineSplitter(each, MOST_OF_REQUEST) : new JsonSplitter(each, MOST_OF_REQUEST);
    } else this.chosen = json === undefined ? this.ofText() : new JsonSplitter(this.visitor);
    const { head } = this;
    this.head = Buffer.alloc(0);
    if (json === undefined) this.chosen.push(head);
    // The bracket of the array around the values becomes a blank: offsets stay those of the file.
    else this.chosen.push(Buffer.concat([Buffer.alloc(json, ' '), head.subarray(json)]));
  }

  private ofText(): Splitter {
    return startsAsEvents(this.head.subarray(0, ENOUGH).toString('latin1')) ? new XmlSplitter(this.visitor) : new LineSplitter(this.visitor);
  }
}

const ENOUGH = 4_096;

/**
 * Lists that AWS, Azure and Microsoft Graph wrap in an object: a file of them is one line of many megabytes, far more than a record may have. Only
 * texts and numbers may stand in front, and only these names are envelopes everywhere: a record may have `events` or `items` of its own.
 */
const ENVELOPE =
  /^(?:\xef\xbb\xbf)?\s{0,256}\{(?:\s{0,64}"[^"\\]{1,80}"\s{0,64}:\s{0,64}(?:"[^"\\]{0,1024}"|[-\w.+]{1,40})\s{0,64},){0,8}\s{0,64}"(?:Records|records|value|logEvents)"\s{0,64}:\s{0,64}\[\s{0,256}(?=\{)/;

/** A small envelope on a line of its own is one record among others: its source opens it. */
function isWholeLine(text: string): boolean {
  const end = text.indexOf('\n');
  if (end < 0) return false;
  try {
    JSON.parse(text.slice(0, end));
    return true;
  } catch {
    return false;
  }
}

/** Where the values begin, behind the bracket of an array. Undefined for lines: of text, or of one whole object each. */
export function startOfValues(head: Uint8Array): number | undefined {
  const text = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, ENOUGH)).toString('latin1');
  const array = /^(?:\xef\xbb\xbf)?\s{0,256}\[\s{0,256}(?=\{)/.exec(text);
  if (array) return array[0].length;
  const envelope = ENVELOPE.exec(text)?.[0];
  if (envelope !== undefined && !isWholeLine(text)) return envelope.length;
  const object = /^(?:\xef\xbb\xbf)?\s{0,256}\{[^\n]{0,1024}(?<=[{[,])[ \t\r]{0,64}\n\s{0,256}["{}]/.exec(text);
  return object ? 0 : undefined;
}

/** The first values of a text that goes over several lines as a file may: whole ones only. Empty for lines. */
export function firstValues(text: string): readonly string[] {
  const bytes = Buffer.from(text);
  const start = startOfValues(bytes);
  if (start === undefined) return [];
  const found: string[] = [];
  new JsonSplitter({
    line: (value, from, to) => void found.push(Buffer.from(value.subarray(from, to)).toString('utf8')),
    tooLong: () => undefined,
  }).push(bytes.subarray(start));
  return found;
}
