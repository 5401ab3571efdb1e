import { seededRandom } from '../../maths';
import { HOUR, type Observation } from '../../model';
import { countAt, MONDAY, SOMEONE, valuesAt } from '../contract/simulate';
import { partsOf } from './request';
import { SUBJECT } from './testing/example';

function parts(batch: readonly Observation[], observations = 100, requestBytes = 10_000): ReturnType<typeof readable>[] {
  let request = 40;
  const left: number[] = [];
  return [
    ...partsOf(
      batch,
      SUBJECT,
      { observations, requestBytes },
      () => ++request,
      (place) => left.push(place)
    ),
  ].map(readable);
}

function readable(part: { readonly body: string; readonly request: number; readonly places: readonly number[] }) {
  return { ...part, bytes: Buffer.byteLength(part.body), asked: JSON.parse(part.body) as { request: number; observations: { id: number }[] } };
}

test('each kind as the service gets it: a handle in place of the id, times of steps within the bucket', () => {
  const place = { entity: SOMEONE, start: MONDAY, width: HOUR };
  const batch: Observation[] = [
    countAt(MONDAY, 3),
    valuesAt(MONDAY, new Map([['DE', 2]])),
    { kind: 'ordered', ...place, steps: [{ at: MONDAY + 5, value: 'ls' }], beyond: 1 },
    { kind: 'single', ...place, eventId: 'an id', value: 12 },
    { kind: 'magnitude', ...place, value: -4, events: 2 },
  ];
  const [part] = parts(batch);
  const common = { entity: { type: 'user', handle: 'handle of someone' }, start: MONDAY, width: HOUR };
  expect(part!.asked).toEqual({
    request: 41,
    feature: 'files-per-user@1',
    tail: 'upper',
    observations: [
      { id: 0, ...common, kind: 'count', value: 3 },
      { id: 1, ...common, kind: 'values', values: [['DE', 2]] },
      { id: 2, ...common, kind: 'ordered', steps: [[5, 'ls']], beyond: 1 },
      { id: 3, ...common, kind: 'single', value: 12 },
      { id: 4, ...common, kind: 'magnitude', value: -4 },
    ],
  });
});

test('values by the words they are given, and what the baseline said', () => {
  const subject = { ...SUBJECT, wordOf: (value: string) => `<${value.length}>`, knownOf: () => ({ hourOfWeek: 3, expected: 1.5, interval: [0, 4] as const }) };
  const steps = { kind: 'ordered', entity: SOMEONE, start: MONDAY, width: HOUR, steps: [{ at: MONDAY + 5, value: 'ls' }], beyond: 0 } as const;
  const limits = { observations: 9, requestBytes: 9_999 };
  const [part] = [
    ...partsOf(
      [valuesAt(MONDAY, new Map([['DE', 2]])), steps],
      subject,
      limits,
      () => 1,
      () => undefined
    ),
  ];
  expect((JSON.parse(part!.body) as { observations: object[] }).observations).toMatchObject([
    { values: [['<2>', 2]], hourOfWeek: 3, expected: 1.5, interval: [0, 4] },
    { steps: [[5, '<2>']], beyond: 0 },
  ]);
});

test('whatever comes, each is asked once in its order, and no request is above its limits (seed 5)', () => {
  const random = seededRandom(5);
  for (let round = 0; round < 50; round++) {
    const batch = Array.from({ length: Math.floor(random() * 60) }, () => valuesAt(MONDAY, new Map([['ö"\n'.repeat(Math.floor(random() * 60)), 1]])));
    const [observations, requestBytes] = [1 + Math.floor(random() * 20), 900 + Math.floor(random() * 2_000)];
    const cut = parts(batch, observations, requestBytes);
    expect(cut.flatMap(({ places }) => places)).toEqual(batch.map((_, i) => i));
    for (const { places, bytes, asked, request } of cut) {
      expect(places.length).toBeLessThanOrEqual(observations);
      expect(bytes).toBeLessThanOrEqual(requestBytes);
      expect([asked.request, asked.observations.map(({ id }) => id)]).toEqual([request, places.map((_, i) => i)]);
    }
  }
});
