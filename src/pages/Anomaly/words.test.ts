import type { AnomalyDetail, StoredFinding } from '../../shared/model';
import { alsoLines, chartTitle, rarity, unremarked, when } from './words';

const HOUR = 3_600_000;
const finding = (part: Partial<StoredFinding>) => part as StoredFinding;
const features = [{ id: 'logins-failed', unit: { one: 'failed sign-in', many: 'failed sign-ins' }, bucket: 'hour' }] as unknown as AnomalyDetail['features'];

test('odds make a sentence in both of their forms', () => {
  expect(rarity('once in 24,000 such hours')).toBe('An hour this unusual is expected once in 24,000 such hours.');
  expect(rarity('rarer than once in 230,000 such hours')).toBe('An hour this unusual is rarer than once in 230,000 such hours.');
});

test('the limit of what is unremarkable is said where there is one', () => {
  expect(unremarked({ findings: [finding({ unremarkableBelow: 1200 })] } as never)).toBe('Anything up to 1,200 would have passed unremarked.');
  expect(unremarked({ findings: [finding({})] } as never)).toBe('');
});

test('the hour is said in the given zone, and the day where a day decided', () => {
  const start = Date.UTC(2026, 10, 24, 17);
  const detail = (width: number, at = start) =>
    ({ anomaly: { start, end: start + HOUR }, receipt: { findings: [{ start: at, width }] } }) as unknown as AnomalyDetail;
  expect(when(detail(HOUR), 'utc')).toBe('Tue 24 Nov 2026, 17:00 to 18:00');
  expect(when(detail(HOUR / 12, start + HOUR / 2), 'utc')).toBe('Tue 24 Nov 2026, 17:00 to 18:00');
  expect(when(detail(24 * HOUR, Date.UTC(2026, 10, 24)), 'utc')).toBe('Tue 24 Nov 2026 00:00 to Wed 25 Nov 2026 00:00');
});

test('a chart is named by what is counted, a feature without a definition by its id', () => {
  expect(chartTitle({ features }, 'logins-failed')).toBe('Failed sign-ins per hour');
  expect(chartTitle({ features: features.map((one) => ({ ...one, kind: 'ordered' })) }, 'logins-failed')).toBe(
    'Surprise in the order of failed sign-ins, in bits each'
  );
  expect(chartTitle({ features }, 'bytes-out-per-user')).toBe('Bytes out per user per hour');
});

test('what was odd comes first with its odds; what was not is usual', () => {
  const explanation = {
    also: [
      { label: '0 requests; 0.13 were to be expected (95 of 100 such hours: 0 to 1)', odds: 'once in 2 such hours' },
      { label: '112 downloads; 1 was to be expected (95 of 100 such hours: 0 to 3)', odds: 'once in 24,000 such hours' },
    ],
  } as unknown as AnomalyDetail['explanation'];
  const receipt = { findings: [{}, { logPEqualised: -0.7 }, { logPEqualised: -16 }] } as unknown as AnomalyDetail['receipt'];
  expect(alsoLines({ explanation, receipt })).toEqual([
    { text: '112 downloads; 1 was to be expected', odds: 'once in 24,000 such hours', usual: false },
    { text: '0 requests; 0.13 were to be expected', odds: 'usual', usual: true },
  ]);
});
