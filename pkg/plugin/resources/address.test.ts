import { type HabitusError } from '../../errors';
import { addressOf } from './address';

describe('the address of a resource call', () => {
  test('parts are decoded, slashes more or fewer do not matter', () => {
    expect(addressOf({ method: 'GET', path: '/anomalies//a%2Fb/', url: '' }).path).toEqual(['anomalies', 'a/b']);
  });

  test('the query comes from the URL', () => {
    expect(addressOf({ method: 'GET', path: 'entities', url: 'entities?search=a%20b&type=user' }).query.get('search')).toBe('a b');
  });

  test.each([
    ['%E0%A4%A', '%E0%A4%A'],
    ['trust', 'http://['],
  ])('%s with %s is not found, not a fault', (path, url) => {
    expect(() => addressOf({ method: 'GET', path, url })).toThrow(expect.objectContaining({ code: 'HAB-PLUG-004' }) as HabitusError);
  });
});
