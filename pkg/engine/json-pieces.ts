/** Elements of a list that are written at a stretch: a fraction of a millisecond. */
const SLICE = 512;

/** What `JSON.stringify` gives, piece after piece: a list of a million names does not hold the thread. For what is plain: objects, lists, text, numbers. */
export function* jsonPieces(value: unknown): Generator<string> {
  if (Array.isArray(value)) yield* listPieces(value);
  else if (typeof value === 'object' && value !== null) yield* objectPieces(value as Readonly<Record<string, unknown>>);
  else yield JSON.stringify(value);
}

function* listPieces(list: readonly unknown[]): Generator<string> {
  if (list.length <= SLICE) return yield JSON.stringify(list);
  yield '[';
  for (let from = 0; from < list.length; from += SLICE) {
    const slice = JSON.stringify(list.slice(from, from + SLICE)).slice(1, -1);
    yield from === 0 ? slice : `,${slice}`;
  }
  yield ']';
}

function* objectPieces(object: Readonly<Record<string, unknown>>): Generator<string> {
  let before = '{';
  for (const [key, value] of Object.entries(object)) {
    if (value === undefined) continue;
    yield `${before}${JSON.stringify(key)}:`;
    yield* jsonPieces(value);
    before = ',';
  }
  yield before === '{' ? '{}' : '}';
}

/** The same as bytes, at the end of many small steps. */
export function* jsonBytes(value: unknown): Generator<void, Buffer> {
  const parts: Buffer[] = [];
  let text = '';
  for (const piece of jsonPieces(value)) {
    text += piece;
    if (text.length < 16_384) continue;
    parts.push(Buffer.from(text));
    text = '';
    yield;
  }
  parts.push(Buffer.from(text));
  return Buffer.concat(parts);
}
