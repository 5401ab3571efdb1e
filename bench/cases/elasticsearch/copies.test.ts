import type { Anomaly, Receipt } from '../../../pkg/model';
import { anomalyIn, isCopied, nameIn, receiptIn } from './copies';

test('an address stays an address, and no two copies share a name', () => {
  expect(nameIn(3, { type: 'address', id: '10.7.1.10' })).toBe('13.7.1.10');
  expect(nameIn(3, { type: 'user', id: 'user7' })).toBe('user7x3');
  expect(['user', 'address', 'service', 'organisation'].map(isCopied)).toEqual([true, true, false, false]);
});

test('an anomaly of a copy has its own id, case and receipt; all else is as it was', () => {
  const original = { id: 'a1', receipt: 'a1', case: 'c0', entity: { type: 'user', id: 'user7' }, score: 42, reason: 'r' } as unknown as Anomaly;
  expect(anomalyIn(2, original)).toEqual({ ...original, id: 'a1x2', receipt: 'a1x2', case: 'c0x2', entity: { type: 'user', id: 'user7x2' } });
  const receipt = { id: 'a1', sample: 9, findings: [{ entity: original.entity, logP: -1 }] } as unknown as Receipt;
  expect(receiptIn(2, receipt)).toEqual({ id: 'a1x2', sample: 9, findings: [{ entity: { type: 'user', id: 'user7x2' }, logP: -1 }] });
});
