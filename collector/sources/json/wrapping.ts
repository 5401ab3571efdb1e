import { Fields } from './fields';

/** What a shipper may have wrapped: an object, or a text with the JSON that is in it. */
export interface Wrapped {
  readonly text?: string;
  readonly value?: unknown;
}

/** The places of a document where shippers, buses and containers put the record. Found and parsed once, however many sources ask. */
export function wrappedIn(document: object): readonly Wrapped[] {
  let found = known.get(document);
  if (found === undefined) {
    const wrapper = new Fields(document);
    found = PLACES.flatMap((place): readonly Wrapped[] => {
      const raw = wrapper.raw(place);
      if (typeof raw === 'string') return [{ text: raw, value: jsonOf(raw) }];
      return typeof raw === 'object' && raw !== null ? [{ value: raw }] : [];
    });
    known.set(document, found);
  }
  return found;
}

/** JSON of a text that begins as JSON does; undefined where it is none. */
export function jsonOf(text: string): unknown {
  if (!/^\s{0,64}[{[]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const PLACES = ['event.original', 'message', 'json', '_source', 'detail', 'body', 'log', 'data', 'record'];
const known = new WeakMap<object, readonly Wrapped[]>();
