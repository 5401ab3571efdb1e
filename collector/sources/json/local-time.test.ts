import { recorder } from '../../testing/recorder';
import { writeLocalTime } from './local-time';

const AT = { observed: 0, origin: '', place: '' };

test.each([
  ['2026-02-13T08:35:22.1234567Z', {}, { '@timestamp': '2026-02-13T08:35:22.123Z' }],
  ['2026-02-13T08:35:22+02:00', {}, { '@timestamp': '2026-02-13T06:35:22.000Z' }],
  ['2026-02-13 08:35:22,123', {}, { '@timestamp': '2026-02-13T08:35:22.123Z', 'habitus.time.assumed': 'UTC' }],
  ['2026-02-13 08:35:22', { zone: 'Europe/Berlin' }, { '@timestamp': '2026-02-13T07:35:22.000Z', 'habitus.time.assumed': 'Europe/Berlin' }],
  [1770971722123, {}, { '@timestamp': '2026-02-13T08:35:22.123Z' }],
  ['1770971722', {}, { '@timestamp': '2026-02-13T08:35:22.000Z' }],
  ['soon', {}, {}],
  [null, {}, {}],
])('%s', (given, more, wanted) => {
  const { out, fields } = recorder();
  expect(writeLocalTime(given, { ...AT, ...more }, out)).toBe('@timestamp' in wanted);
  expect(fields()).toEqual(wanted);
});
