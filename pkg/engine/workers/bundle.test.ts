import type { Observation } from '../../model';
import { decode } from '../../store/encoding/json';
import { bundleBytes, bundleFrom, bundleOf, observationIn, rowsOf, type Bundle, type Row } from './bundle';
import { linesOf, segmentsOf } from './segments';

const PLACE = { entity: { type: 'user', id: 'ada' }, start: 3_600_000, width: 3_600_000 } as const;
const OBSERVATIONS: readonly Observation[] = [
  { kind: 'count', ...PLACE, value: 1_025, approximate: true },
  { kind: 'magnitude', ...PLACE, value: 0.1, events: 3 },
  { kind: 'values', ...PLACE, values: new Map([['DE', 2]]) },
  { kind: 'single', ...PLACE, eventId: 'e1', value: -0 },
  {
    kind: 'ordered',
    ...PLACE,
    steps: [
      { at: 3_600_000, value: 'vi' },
      { at: 3_600_000, value: 'a, b' },
      { at: 7_199_999, value: 'vi' },
    ],
    beyond: 4,
  },
];

test('what one worker counted another reads as it was, of every kind', async () => {
  async function* counted(): AsyncGenerator<Observation> {
    yield* await Promise.resolve(OBSERVATIONS);
  }
  const bundle = bundleFrom<Bundle>(bundleBytes(await bundleOf(counted())));
  const rows = Object.values(bundle).flat();
  expect(rows.map((row) => observationIn(row, 'user', PLACE.width))).toEqual(OBSERVATIONS);
  const segments = [...segmentsOf(await rowsOf(counted())).values()];
  const lines = segments.flatMap((segment) => [...linesOf(segment)]);
  expect(lines.map((line) => observationIn(decode<Row>(line), 'user', PLACE.width))).toEqual(OBSERVATIONS);
});
