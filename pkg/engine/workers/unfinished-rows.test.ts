import { DAY, HOUR } from '../../model';
import { shippedFeatures } from '../../observe';
import type { RollUp } from '../../store/store';
import { freshPass } from '../fresh-pass';
import { RollUpWriter } from '../roll-up-writer';
import { restoreRows, rowPieces } from './unfinished-rows';

const features = shippedFeatures().filter(({ id }) => ['logins-failed-per-user', 'networks-per-user', 'daily-logins-failed-per-user'].includes(id));
const today = 20_000 * DAY;

test('rows of days that are not over come back to the last bit, read from any place of a buffer', () => {
  const { tracks } = freshPass({ features });
  const before = new RollUpWriter();
  for (const track of tracks) {
    for (const id of ['anna', 'øyvind\n"x"']) before.resume(track, rowOf(track.feature.id, id, track.width));
  }
  const at = today + 5 * HOUR;
  const bytes = Buffer.concat([Buffer.from('odd'), ...rowPieces(tracks, before.unfinished(), at)]).subarray(3);
  const after = new RollUpWriter();
  restoreRows(bytes, tracks, after);
  expect(after.size).toBe(before.size);
  expect(after.unfinished()).toEqual(before.unfinished());
});

test('only the buckets that are behind take room', () => {
  const { tracks } = freshPass({ features: features.filter(({ bucket }) => bucket === 'hour').slice(0, 1) });
  const writer = new RollUpWriter();
  const [track] = tracks;
  for (let user = 0; user < 100; user++) writer.resume(track!, rowOf(track!.feature.id, `user${user}`, HOUR));
  const bytesAt = (hour: number): number => Buffer.concat(rowPieces(tracks, writer.unfinished(), today + hour * HOUR)).length;
  expect(bytesAt(7) - bytesAt(5)).toBe(100 * 2 * 4 * 8);
});

function rowOf(feature: string, id: string, width: number): RollUp {
  const places = Math.max(1, DAY / width);
  const numbers = (from: number): Float64Array =>
    Float64Array.from({ length: places }, (_, place) => (place < 5 && place !== 2 ? from + place / 3 : Number.NaN));
  const { entity, version } = features.find((one) => one.id === feature)!;
  return {
    entity: { type: entity.type, id },
    feature,
    featureVersion: version,
    day: today,
    width,
    observed: numbers(-0),
    expected: numbers(1e-300),
    lower: numbers(-Infinity),
    upper: numbers(7),
    ...(feature === 'networks-per-user' && { values: [{ bucket: 3, values: new Map([['10.0.0.0/24', 2]]) }] }),
  };
}
