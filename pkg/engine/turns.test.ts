import { HOUR, type Feature, type Observation } from '../model';
import { shippedFeatures } from '../observe';
import { FeatureTrack } from './feature-track';
import { Pass, type EntityHour } from './pass';
import { Turns } from './turns';
import { byGroup } from './met-by-group';

const START = Date.UTC(2026, 0, 5);
const PEOPLE = 3_000;
const FEATURE: Feature = shippedFeatures().find(({ id }) => id === 'logins-succeeded-per-user')!;
const met = new Map<string, Observation>(
  Array.from({ length: PEOPLE }, (_, n) => [`p${n}`, { kind: 'count', entity: { type: 'user', id: `p${n}` }, start: START, width: HOUR, value: 1 + (n % 7) }])
);

function fresh(): Pass {
  return new Pass([new FeatureTrack(FEATURE)], () => undefined);
}

function seen(hours: readonly EntityHour[]): unknown {
  return hours.map(({ entity, logP, judged }) => [entity.id, logP, judged.map(({ finding }) => finding.logP)]);
}

afterEach(() => jest.restoreAllMocks());

test('while an hour of many entities closes, others have their turn every few milliseconds, and it comes to the same', async () => {
  // Each look at the clock is a millisecond later: a pause is due at every eighth piece of 64 entities, however fast the machine is.
  let now = 0;
  jest.spyOn(performance, 'now').mockImplementation(() => now++);
  const pass = fresh();
  let turns = 0;
  let isDone = false;
  const neighbour = (): void => {
    turns++;
    if (!isDone) setImmediate(neighbour);
  };
  setImmediate(neighbour);
  const hours = await new Turns().through(pass.closing(START, () => byGroup(met)));
  isDone = true;
  // Waking, judging, combining and learning: four times 46 pieces.
  expect(turns).toBeGreaterThanOrEqual(10);
  expect(hours).toHaveLength(PEOPLE);
  expect(seen(hours)).toEqual(seen(fresh().closeHour(START, () => byGroup(met))));
});

test('what is done within a stretch is not held up', async () => {
  jest.spyOn(performance, 'now').mockReturnValue(5);
  let turns = 0;
  setImmediate(() => turns++);
  await new Turns().through(fresh().closing(START, () => byGroup(met)));
  expect(turns).toBe(0);
});

test('an error is thrown on', async () => {
  const failing = function* (): Generator<void, number> {
    yield;
    throw new RangeError('expected');
  };
  await expect(new Turns().through(failing())).rejects.toThrow('expected');
});
