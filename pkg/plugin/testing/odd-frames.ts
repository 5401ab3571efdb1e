import type { Field, Frame, FrameType } from '../frames/frame';

const DAY = Date.UTC(2026, 5, 16);
/** A millisecond that is no multiple of anything: an inexact nanosecond shows. */
const ODD = 1_781_629_220_849;

const typed = (type: FrameType, fields: readonly Field[]): Frame => ({ name: type, meta: { type, typeVersion: [0, 1] }, fields });
const time = (values: readonly number[] = [DAY, DAY + (ODD % 1_000), DAY + 3_600_000]): Field => ({ name: 'time', type: 'time', values });
const risk = (entity: string, values: readonly (number | null)[]): Field => ({ name: 'risk', type: 'number', values, labels: { entity } });
const text = (name: string, values: readonly (string | null)[]): Field => ({ name, type: 'text', values });

/** The frames that a data source may have to answer with, one set a name: the six kinds that alerting reads, and the edges of every column type. */
export const FRAMES: Readonly<Record<string, () => readonly Frame[]>> = {
  'timeseries-multi': () => [typed('timeseries-multi', [time(), risk('ada', [1, null, 3])]), typed('timeseries-multi', [time([DAY]), risk('bob', [7])])],
  'timeseries-wide': () => [typed('timeseries-wide', [time(), risk('ada', [1, null, 3]), risk('bob', [4, 5, 6])])],
  'timeseries-long': () => [
    typed('timeseries-long', [time([DAY, DAY, DAY + 1]), text('entity', ['ada', 'bob', 'ada']), { name: 'risk', type: 'number', values: [1, 7, 3] }]),
  ],
  'numeric-multi': () => [typed('numeric-multi', [risk('ada', [3])]), typed('numeric-multi', [risk('bob', [null])])],
  'numeric-wide': () => [typed('numeric-wide', [risk('ada', [3]), risk('bob', [7])])],
  'numeric-long': () => [typed('numeric-long', [text('entity', ['ada', 'bob']), { name: 'risk', type: 'number', values: [3, 7] }])],
  'no-rows': () => [typed('timeseries-multi', [time([]), risk('ada', [])])],
  'no-fields': () => [typed('numeric-multi', [])],
  times: () => [typed('table', [time([ODD, 0, -1, 9_223_372_036_854, -9_223_372_036_854])])],
  numbers: () => [typed('table', [{ name: 'n', type: 'number', values: [null, NaN, Infinity, -0, Number.MAX_VALUE, 5e-324, 0.1, 2 ** 53] }])],
  texts: () => [typed('table', [text('t', [null, '', 'Zoë 🦊', 'a\u0000b', '\ud800', 'x'.repeat(70_000)])])],
  booleans: () => [typed('table', [{ name: 'b', type: 'boolean', values: Array.from({ length: 19 }, (_, i) => i % 3 === 0) }])],
  'many-rows': () => [
    typed('timeseries-multi', [
      time(Array.from({ length: 300_000 }, (_, i) => DAY + i)),
      risk(
        'ada',
        Array.from({ length: 300_000 }, (_, i) => i)
      ),
    ]),
  ],
};
