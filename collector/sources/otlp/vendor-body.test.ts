import { recorder } from '../../testing/recorder';
import { writeVendorBody } from './vendor-body';

const AT = { observed: 0, origin: 'o', place: 'p' };
const LOGON = {
  channel: 'Security',
  computer: 'dc1',
  event_id: { id: 4624, qualifiers: 0 },
  provider: { name: 'Microsoft-Windows-Security-Auditing', guid: '', event_source: '' },
  record_id: 7,
  system_time: '2026-02-13T08:35:22.1234567Z',
  keywords: ['Audit Success'],
  event_data: { TargetUserName: 'ada', TargetDomainName: 'ACME', LogonType: '3' },
};

test('an event of Windows is read by its source', () => {
  const { out, fields } = recorder();
  expect(writeVendorBody(LOGON, AT, out)).toBe(true);
  expect(fields()).toMatchObject({ 'event.code': '4624', 'user.name': 'ada', 'host.name': 'dc1', ended: true });
});

test.each([[{ 'user.id': 'u-1', ...LOGON }], [{ anything: 1 }], [['list']], ['text'], [undefined]])('left alone: %j', (body) => {
  const { out, fields } = recorder();
  expect(writeVendorBody(body, AT, out)).toBe(false);
  expect(fields()).toEqual({});
});
