import { keepRest } from '../json/rest';
import { recordSource } from '../record-source';
import type { Fields } from '../json/fields';
import type { Arrival, EventWriter } from '../source';
import { signalsOf } from './body';
import { writeEvent } from './event';
import { writeMeta } from './meta';

/** Grafana Faro's browser telemetry: the JSON that its SDK posts. */
export const faro = recordSource({
  name: 'faro',
  recognises(signal: Fields): number {
    return signal.has('faro') ? 1 : 0;
  },
  documents: signalsOf,
  write(signal, at, out): void {
    const what = signal.text('faro');
    const item = signal.at('item');
    const name = item.text('name') ?? '';
    if (what === undefined) out.reject('HAB-PARSE-003', "the body of Faro's transport: meta with events, logs or exceptions", 'neither');
    else if (what === 'measurements' || what === 'traces' || NOISE.test(name)) out.drop('telemetry');
    else writeSignal(what, signal.at('meta'), item, at, out);
  },
});

/** What a browser measures of itself while nobody does anything. */
const NOISE = /^faro\.(?:performance\.|web-?vitals)/;

function writeSignal(what: string, meta: Fields, item: Fields, at: Arrival, out: EventWriter): void {
  out.time(item.time('timestamp') ?? at.observed);
  out.text('event.dataset', `faro.${what}`);
  writeEvent(what, item, out);
  writeMeta(meta, item, out);
  keepRest(item, out, 'faro');
  keepRest(meta, out, 'faro.meta');
  out.end();
}
