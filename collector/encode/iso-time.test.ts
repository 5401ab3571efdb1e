import { seededRandom } from '../../pkg/maths';
import { IsoTime } from './iso-time';

test('writes what toISOString writes, also when days alternate (seed 3)', () => {
  const random = seededRandom(3);
  const iso = new IsoTime();
  const isoTime = (at: number): string => Buffer.from(iso.of(at)).toString();
  const times = Array.from({ length: 2_000 }, () => Math.floor(random() * 4e12));
  for (const at of [0, -1, 86_399_999, 86_400_000, Date.UTC(2024, 1, 29, 23, 59, 59, 999), ...times]) {
    expect(isoTime(at)).toBe(new Date(at).toISOString());
    expect(isoTime(1_795_000_000_000)).toBe('2026-11-18T11:06:40.000Z');
  }
});
