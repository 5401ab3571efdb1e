import { DAY, HOUR } from '../../model';
import { riskLine } from './risk-line';

const START = Date.UTC(2026, 5, 1);

describe('the line of a risk', () => {
  test('halves each three days and rises where it is stored', () => {
    const line = riskLine(
      [
        { at: START, value: 8 },
        { at: START + 6 * DAY, value: 12 },
      ],
      START,
      START + 9 * DAY,
      10_000
    );
    const value = (at: number): number | undefined => line.find((point) => point.at === at)?.value;
    expect([value(START), value(START + 3 * DAY), value(START + 6 * DAY), value(START + 9 * DAY)]).toEqual([8, 4, 12, 6]);
    expect(line.length).toBe(9 * 24 + 1);
  });

  test('knows what rose before the span, and ends at its end', () => {
    const line = riskLine([{ at: START - 3 * DAY, value: 8 }], START, START + 2 * HOUR + 1, 100);
    expect(line.map(({ at }) => at)).toEqual([START + 1, START + HOUR + 1, START + 2 * HOUR + 1]);
    expect(line[0]?.value).toBeCloseTo(4, 5);
  });

  test('starts with the first rise: before it there is nothing to draw', () => {
    expect(riskLine([{ at: START + 5 * HOUR, value: 1 }], START, START + 6 * HOUR, 100).map(({ at }) => at)).toEqual([START + 5 * HOUR, START + 6 * HOUR]);
    expect(riskLine([], START, START + DAY, 100)).toEqual([]);
  });

  test.each([3, 7, 100, 337])('keeps the highest rise in %d points, in order of time', (most) => {
    const stored = Array.from({ length: 14 * 24 }, (_, hour) => ({ at: START + hour * HOUR, value: hour === 100 ? 99 : 1 }));
    const line = riskLine(stored, START, START + 14 * DAY, most);
    expect(line.length).toBeLessThanOrEqual(most);
    expect(Math.max(...line.map(({ value }) => value))).toBe(99);
    expect(line.every(({ at }, index) => index === 0 || at > line[index - 1]!.at)).toBe(true);
    expect(line.at(-1)?.at).toBe(START + 14 * DAY);
  });

  test('its last point is what is in force, whatever rose in its step', () => {
    const stored = [
      { at: START, value: 8 },
      { at: START + 3 * DAY, value: 16 },
    ];
    expect(riskLine(stored, START, START + 6 * DAY, 3)).toEqual([
      { at: START, value: 8 },
      { at: START + 3 * DAY, value: 16 },
      { at: START + 6 * DAY, value: 8 },
    ]);
    expect(riskLine(stored, START + 6 * DAY, START + 6 * DAY, 2)).toEqual([{ at: START + 6 * DAY, value: 8 }]);
  });
});
