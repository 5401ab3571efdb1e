import { timeFormat } from './time-format';

const NEWEST = Date.UTC(2026, 10, 24, 12);
const read = (format: string, text: string, zone?: string): string | undefined => {
  const at = timeFormat(format)?.read(text, zone, NEWEST);
  return at === undefined ? undefined : new Date(at).toISOString();
};

test.each([
  ['dd.MM.yyyy HH:mm:ss', '24.12.2025 18:30:05', undefined, '2025-12-24T18:30:05.000Z'],
  ['dd.MM.yyyy HH:mm:ss', '24.12.2025 18:30:05', 'Europe/Vienna', '2025-12-24T17:30:05.000Z'],
  ['M/d/yyyy hh:mm a', '3/4/2026 12:05 PM', undefined, '2026-03-04T12:05:00.000Z'],
  ['M/d/yyyy hh:mm a', '3/4/2026 12:05 am', undefined, '2026-03-04T00:05:00.000Z'],
  ['yyyyMMddHHmmss', '20260302081504', undefined, '2026-03-02T08:15:04.000Z'],
  ['dd-MMM-yy', '02-Mar-26', undefined, '2026-03-02T00:00:00.000Z'],
  ['yyyy-MM-dd HH:mm:ss.SSSXXX', '2026-03-02 08:15:04.1239+0200', undefined, '2026-03-02T06:15:04.123Z'],
  ['MMddHHmmss', '1224083000', undefined, '2025-12-24T08:30:00.000Z'],
  ['MMddHHmmss', '1124083000', undefined, '2026-11-24T08:30:00.000Z'],
  ['dd.MM.yyyy', '2026-03-02', undefined, undefined],
  ['dd.MM.yyyy', '32.01.2026', undefined, undefined],
  ['dd.MM.yyyy HH:mm', '01.01.2026 25:00', undefined, undefined],
])('%s: %s in %s', (format, text, zone, expected) => expect(read(format, text, zone)).toBe(expected));

test.each(['HH:mm', 'yyyy', 'dd dd MM', 'nonsense'])('%s is no format', (format) => expect(timeFormat(format)).toBeUndefined());
