import { DAY, HOUR, type Anomaly, type Millis } from '../model';
import { foldCases } from './ranking';

const NOON = Date.UTC(2026, 10, 25, 12);
const MIDNIGHT = Date.UTC(2026, 10, 25);

function anomaly(id: string, within: string, user: string, minusLog10P: number, start: Millis, since = start): Anomaly {
  return { id, case: within, entity: { type: 'user', id: user }, minusLog10P, start, since, end: start + HOUR } as Anomaly;
}

test('a case is a row: its highest leads, the others are named once, its hours are counted', () => {
  const rows = foldCases([
    anomaly('a', 'a', 'ada', 4, NOON),
    anomaly('b', 'a', 'bo', 6, NOON),
    anomaly('c', 'a', 'ada', 3, NOON + HOUR),
    anomaly('d', 'd', 'di', 5, NOON - DAY),
  ]);
  expect(rows.map(({ lead, also, hours, anomalies }) => [lead.id, also.map(({ id }) => id), hours, anomalies.map(({ id }) => id)])).toEqual([
    ['b', ['ada'], 2, ['b', 'a', 'c']],
    ['d', [], 1, ['d']],
  ]);
});

test('it began in its first hour, not at the midnight of a day that it stands out in as a whole', () => {
  const day = anomaly('day', 'a', 'ada', 9, MIDNIGHT + 23 * HOUR, MIDNIGHT);
  expect(foldCases([day, anomaly('a', 'a', 'ada', 4, NOON)])[0]).toMatchObject({ since: NOON, until: MIDNIGHT + DAY });
  expect(foldCases([day])[0]).toMatchObject({ since: MIDNIGHT });
});

test('of equals the newer leads, then the lower id, whatever the order in which they came', () => {
  const equals = [
    anomaly('c', 'x', 'ada', 4, NOON),
    anomaly('b', 'y', 'bo', 4, NOON),
    anomaly('a', 'y', 'di', 4, NOON),
    anomaly('d', 'z', 'ed', 4, NOON + HOUR),
  ];
  for (const order of [equals, equals.toReversed()]) expect(foldCases(order).map(({ lead }) => lead.id)).toEqual(['d', 'a', 'c']);
});
