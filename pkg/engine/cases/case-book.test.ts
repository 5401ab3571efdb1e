import { HOUR, type Anomaly, type Feature, type Millis } from '../../model';
import { CaseBook } from './case-book';

const NOON = Date.UTC(2026, 10, 25, 12);

const FEATURES = ['logins', 'daily-logins', 'downloads'].map((id) => ({ id, where: { field: 'event.action', is: id.replace('daily-', '') } }) as Feature);

function anomaly(id: string, user: string, score: number, start: Millis = NOON, features = ['logins']): Anomaly {
  return { id, entity: { type: 'user', id: user }, score, start, since: start, end: start + HOUR, features } as unknown as Anomaly;
}

test('what rests on the same events is one case, named by the highest, over any number of steps', () => {
  const anomalies = [anomaly('a', 'ada', 40), anomaly('b', 'bo', 60), anomaly('c', 'cy', 50), anomaly('d', 'di', 70)];
  const pairs = [
    [0, 1],
    [1, 2],
  ] as const;
  expect(new CaseBook(FEATURES).assign(anomalies, pairs)).toEqual(['b', 'b', 'b', 'd']);
});

test('an entity goes on in its case until it was quiet for 6 hours', () => {
  const book = new CaseBook(FEATURES);
  book.remember([{ ...anomaly('a', 'ada', 40), case: 'first' }]);
  expect(book.assign([anomaly('b', 'ada', 50, NOON + 7 * HOUR)], [])).toEqual(['first']);
  expect(book.assign([anomaly('b', 'ada', 50, NOON + 8 * HOUR)], [])).toEqual(['b']);
});

test('who named the case takes it along into whatever it does next; another only with more of the same', () => {
  const book = new CaseBook(FEATURES);
  book.remember([
    { ...anomaly('a', 'ada', 40), case: 'a' },
    { ...anomaly('b', 'bo', 40), case: 'a' },
  ]);
  const next = NOON + HOUR;
  expect(book.assign([anomaly('c', 'ada', 90, next, ['downloads']), anomaly('d', 'bo', 40, next, ['downloads'])], [])).toEqual(['a', 'd']);
});

test('the day of an hour is more of the same', () => {
  const book = new CaseBook(FEATURES);
  book.remember([{ ...anomaly('a', 'ada', 40), case: 'first' }]);
  expect(book.assign([anomaly('b', 'ada', 50, NOON + 2 * HOUR, ['daily-logins'])], [])).toEqual(['first']);
});

test('who joins an incident joins its case, and of two cases that meet that of the higher goes on', () => {
  const book = new CaseBook(FEATURES);
  book.remember([
    { ...anomaly('a', 'ada', 40), case: 'first' },
    { ...anomaly('b', 'bo', 40), case: 'second' },
  ]);
  const next = NOON + HOUR;
  expect(book.assign([anomaly('c', 'cy', 90, next), anomaly('d', 'ada', 40, next)], [[0, 1]])).toEqual(['first', 'first']);
  expect(book.assign([anomaly('e', 'ada', 40, next), anomaly('f', 'bo', 50, next)], [[0, 1]])).toEqual(['second', 'second']);
});

test('a case that was minted while the hour filled stays, though another is the highest now', () => {
  const anomalies = [anomaly('a', 'ada', 40), anomaly('b', 'bo', 60)];
  expect(new CaseBook(FEATURES).assign(anomalies, [[0, 1]], new Map([['a', 'a']]))).toEqual(['a', 'a']);
});
