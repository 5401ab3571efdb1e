import { shippedFeatures } from '../observe';
import { familiesOf, familyIn, familyKinds } from './families';

const FAMILIES = familiesOf(shippedFeatures());

test('numbers of the same events of the same entity are one piece of evidence, whatever the bucket', () => {
  expect(FAMILIES.get('logins-failed-per-address')).toBe('daily-users-tried-per-address+logins-failed-per-address+users-tried-per-address');
  expect(FAMILIES.get('users-tried-per-address')).toBe(FAMILIES.get('logins-failed-per-address'));
});

test('values stand alone, and so do other events, other entities and sums', () => {
  expect(FAMILIES.get('countries-per-user')).toBe('countries-per-user');
  expect(FAMILIES.get('logins-failed-per-user')).not.toContain('address');
  expect(FAMILIES.get('amount-paid-per-user')).toBe('amount-paid-per-user');
});

test('a receipt names the families it counted in; a feature it does not know is its own', () => {
  const tests = { 'logins-failed-per-address+users-tried-per-address': 2 };
  expect(familyIn(tests, 'users-tried-per-address')).toBe('logins-failed-per-address+users-tried-per-address');
  expect(familyIn(tests, 'tried-per-address')).toBe('tried-per-address');
});

test('familiar values speak for the amounts of the same subject: the category asked for, or the fields', () => {
  const kinds = familyKinds(shippedFeatures());
  const kindOf = (feature: string): unknown => kinds.get(FAMILIES.get(feature)!);
  expect(kindOf('source-addresses-per-user')).toEqual({ ofValues: true, subject: 'event.category authentication' });
  expect(kindOf('logins-failed-per-user')).toEqual({ ofValues: false, subject: 'event.category authentication' });
  expect(kindOf('counterparties-per-user')).toEqual({ ofValues: true, subject: 'habitus.payment.amount' });
  expect(kindOf('amount-paid-per-user')).toEqual({ ofValues: false, subject: 'habitus.payment.amount' });
  expect(kindOf('command-order-per-user')).toMatchObject({ ofValues: true });
});
