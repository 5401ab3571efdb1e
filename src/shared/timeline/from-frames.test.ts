import { FieldType, toDataFrame } from '@grafana/data';
import { timelineFromFrames, timelineLabels } from './from-frames';

const part = (name: string, values: (number | null)[]) =>
  toDataFrame({
    name,
    fields: [
      { name: 'time', type: FieldType.time, values: [1, 2] },
      { name, type: FieldType.number, values, labels: { entity: 'ada', feature: 'logins' } },
    ],
  });

test('the five frames of a baseline become one series with its marks', () => {
  const frames = [part('observed', [3, 40]), part('expected', [2, 2]), part('lower', [0, 0]), part('upper', [5, 5]), part('anomalies', [null, 40])];
  expect(timelineFromFrames(frames)).toEqual({ times: [1, 2], observed: [3, 40], expected: [2, 2], lower: [0, 0], upper: [5, 5], marks: [{ index: 1 }] });
  expect(timelineLabels(frames)).toEqual({ entity: 'ada', feature: 'logins' });
});

test('without an observed part there is nothing to draw', () => {
  expect(timelineFromFrames([part('risk', [1, 2])]).times).toEqual([]);
});
