import { MINUTE, type FieldName } from '../../../pkg/model';
import { seededRandom } from '../../../pkg/maths';
import { Draft } from '../../encode/draft';
import { Sessions } from './sessions';

const START = Date.UTC(2026, 0, 1);

function sessionOf(
  sessions: Sessions,
  minute: number | undefined,
  fields: Partial<Record<FieldName, string>> = { 'habitus.entity.actor.user': 'ada' }
): string | undefined {
  const draft = new Draft();
  if (minute !== undefined) draft.time = START + minute * MINUTE;
  for (const [field, value] of Object.entries(fields)) draft.set(field as FieldName, value);
  sessions.apply(draft);
  return draft.text('session.id');
}

/** Sessions as numbers, in the order of meeting. */
function numbered(minutes: readonly number[], sessions = new Sessions({ minutes: 30 })): number[] {
  const ids = minutes.map((minute) => sessionOf(sessions, minute));
  const known = [...new Set(ids)];
  return ids.map((id) => known.indexOf(id));
}

test.each<[string, number[], number[]]>([
  ['thirty minutes are the same session, more are another', [0, 30, 60, 90.1, 200], [0, 0, 0, 1, 2]],
  ['an event out of order joins the session it lies in', [0, 20, 40, 10, 39], [0, 0, 0, 0, 0]],
  ['one before the first extends it backwards', [100, 75, 50, 19], [0, 0, 0, 1]],
  ['one between two joins the nearer, both stay', [0, 50, 20, 36, 0, 50], [0, 1, 0, 1, 0, 1]],
  ['late events find their session behind newer ones', [0, 60, 120, 180, 5, 65, 125], [0, 1, 2, 3, 0, 1, 2]],
])('%s', (_name, minutes, expected) => expect(numbered(minutes)).toEqual(expected));

test('an id of the sender stays, and what has neither time, user nor address gets none', () => {
  const sessions = new Sessions({ minutes: 30 });
  expect(sessionOf(sessions, 0, { 'session.id': 's-1', 'source.ip': '10.0.0.1' })).toBe('s-1');
  expect(sessionOf(sessions, 0, { 'user_agent.original': 'curl' })).toBeUndefined();
  expect(sessionOf(sessions, undefined)).toBeUndefined();
});

test('a user has one session over addresses; without a user address and agent make one', () => {
  const sessions = new Sessions({ minutes: 30 });
  const of = (fields: Partial<Record<FieldName, string>>): string | undefined => sessionOf(sessions, 0, fields);
  const ada = { 'habitus.entity.actor.user': 'ada' };
  expect(of({ ...ada, 'source.ip': '10.0.0.1' })).toBe(of({ ...ada, 'source.ip': '10.0.0.2' }));
  const nobody = ['10.0.0.1', '10.0.0.2'].flatMap((ip) => ['curl', 'Firefox'].map((agent) => of({ 'source.ip': ip, 'user_agent.original': agent })));
  expect(new Set([...nobody, of(ada)]).size).toBe(5);
  expect(of({ 'source.ip': '10.0.0.1', 'user_agent.original': 'curl' })).toBe(nobody[0]);
});

test('a second delivery, in another order, gets the ids of the first; another process gives the same ids to the same input (seed 30)', () => {
  const random = seededRandom(30);
  const minutes = Array.from({ length: 40 }, () => Math.floor(random() * 240));
  const [one, other] = [new Sessions({ minutes: 30 }), new Sessions({ minutes: 30 })];
  const first = minutes.map((minute) => sessionOf(one, minute));
  expect(minutes.map((minute) => sessionOf(other, minute))).toEqual(first);
  expect(new Set(first).size).toBeGreaterThan(1);
  const again = minutes.map((minute, index) => ({ minute, id: first[index] })).sort((a, b) => a.minute - b.minute);
  expect(again.map(({ minute }) => sessionOf(one, minute))).toEqual(again.map(({ id }) => id));
});

test('only the sessions that were met last are remembered', () => {
  const sessions = new Sessions({ minutes: 30 });
  const first = sessionOf(sessions, 0);
  sessionOf(sessions, 10);
  for (let n = 1; n <= 3; n++) sessionOf(sessions, n * 100);
  expect(sessionOf(sessions, 10)).toBe(first);
  for (let n = 1; n <= 4; n++) sessionOf(sessions, n * 100);
  expect(sessionOf(sessions, 10)).not.toBe(first);
});
