import type { Fields } from '../json/fields';

/**
 * The signals of a body, each with the meta of all: `{faro: 'events', meta, item}`. A body of nothing but traces is one signal.
 * Undefined for what is no body.
 */
export function signalsOf(body: Fields): readonly unknown[] | undefined {
  const meta = body.raw('meta');
  if (typeof meta !== 'object' || meta === null || body.has('faro') || ![...LISTS, 'traces'].some((name) => body.has(name))) return undefined;
  const signals = LISTS.flatMap((name) => body.list(name).map((item) => ({ faro: name, meta, item })));
  return body.has('traces') || signals.length === 0 ? [...signals, { faro: 'traces', meta }] : signals;
}

const LISTS = ['events', 'logs', 'exceptions', 'measurements'];
