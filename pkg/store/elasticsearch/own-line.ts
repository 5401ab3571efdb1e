const OPENING = Buffer.from('{"@timestamp":"');
const ID = Buffer.from('","habitus.id":"');
const INGESTED = Buffer.from('","event.ingested":"');
const TIME_LENGTH = '2026-11-25T00:00:00.000Z'.length;
const ID_LENGTH = 26;
const ID_AT = OPENING.length + TIME_LENGTH + ID.length;
const INGESTED_AT = ID_AT + ID_LENGTH + INGESTED.length;
const QUOTE = 0x22;

/** Of a line that {@link ownLine} knows. */
export function ownId(line: Buffer): string {
  return line.toString('latin1', ID_AT, ID_AT + ID_LENGTH);
}

/**
 * A line as Habitus's own encoder writes it, known by its beginning: time, id and ingest, each at its place. It is sent as it is, with the time
 * of ingest that the store says; nothing else in it is looked at. Undefined for any other line: `mend` is to look at it.
 * The time of ingest is written into the line's own bytes. Cost: a tenth of 1 µs a line, a hundredth of `mend`.
 * @param ingested ISO 8601 with milliseconds, as bytes
 */
export function ownLine(line: Uint8Array, ingested: Uint8Array): Buffer | undefined {
  if (line.length <= INGESTED_AT + TIME_LENGTH || ingested.length !== TIME_LENGTH || !isOwn(line)) return undefined;
  for (let i = 0; i < TIME_LENGTH; i++) line[INGESTED_AT + i] = ingested[i] ?? 0;
  return Buffer.isBuffer(line) ? line : Buffer.from(line.buffer, line.byteOffset, line.length);
}

function isOwn(line: Uint8Array): boolean {
  if (!holds(line, 0, OPENING) || !holds(line, ID_AT - ID.length, ID) || !holds(line, INGESTED_AT - INGESTED.length, INGESTED)) return false;
  if (line[INGESTED_AT + TIME_LENGTH] !== QUOTE) return false;
  for (let at = OPENING.length; at < INGESTED_AT + TIME_LENGTH; at++) if ((line[at] ?? 0) >= 0x80) return false;
  for (let at = ID_AT; at < ID_AT + ID_LENGTH; at++) if (!isHex(line[at] ?? 0)) return false;
  return true;
}

function holds(line: Uint8Array, at: number, wanted: Uint8Array): boolean {
  for (let i = 0; i < wanted.length; i++) if (line[at + i] !== wanted[i]) return false;
  return true;
}

function isHex(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || (byte >= 0x61 && byte <= 0x66);
}
