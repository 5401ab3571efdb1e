const OPENING = Buffer.from('{"@timestamp":"');
const ID = Buffer.from('","habitus.id":"');
const INGESTED = Buffer.from('","event.ingested":"');
const TIME_LENGTH = '2026-11-25T00:00:00.000Z'.length;
/** Of an id that our encoder writes. */
export const ID_LENGTH = 26;
const ID_AT = OPENING.length + TIME_LENGTH + ID.length;
const INGESTED_AT = ID_AT + ID_LENGTH + INGESTED.length;
const QUOTE = 0x22;

/** Of a line that {@link isOwnLine} knows. */
export function ownId(line: Buffer): string {
  return line.toString('latin1', ID_AT, ID_AT + ID_LENGTH);
}

/** Where the id of such a line begins, which begins at `start`. */
export function startOfId(start: number): number {
  return start + ID_AT;
}

/** Writes the time of ingest into such a line, which begins at `start`. @param ingested ISO 8601 with milliseconds */
export function putIngested(bytes: Uint8Array, start: number, ingested: Uint8Array): void {
  for (let i = 0; i < TIME_LENGTH; i++) bytes[start + INGESTED_AT + i] = ingested[i] ?? 0;
}

/**
 * Whether a line is as Habitus's own encoder writes it, known by its beginning: time, id and ingest, each at its place. It is sent as it is, with
 * the time of ingest that the store says; nothing else in it is looked at. At any other line `mend` is to look.
 * Cost: a tenth of 1 µs a line, a hundredth of `mend`.
 */
export function isOwnLine(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start <= INGESTED_AT + TIME_LENGTH) return false;
  if (!holds(bytes, start, OPENING) || !holds(bytes, start + ID_AT - ID.length, ID) || !holds(bytes, start + INGESTED_AT - INGESTED.length, INGESTED)) {
    return false;
  }
  if (bytes[start + INGESTED_AT + TIME_LENGTH] !== QUOTE) return false;
  for (let at = start + OPENING.length; at < start + INGESTED_AT + TIME_LENGTH; at++) if ((bytes[at] ?? 0) >= 0x80) return false;
  for (let at = start + ID_AT; at < start + ID_AT + ID_LENGTH; at++) if (!isHex(bytes[at] ?? 0)) return false;
  return true;
}

function holds(bytes: Uint8Array, at: number, wanted: Uint8Array): boolean {
  for (let i = 0; i < wanted.length; i++) if (bytes[at + i] !== wanted[i]) return false;
  return true;
}

function isHex(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || (byte >= 0x61 && byte <= 0x66);
}
