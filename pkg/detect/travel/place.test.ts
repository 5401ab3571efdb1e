import { kilometresBetween, placeOf } from './place';

test('Vienna to New York is 6,800 km, one way as the other; nowhere to itself is nothing; the antipode is half the round', () => {
  const [vienna, newYork] = [placeOf('48.2,16.4')!, placeOf('40.7,-74.0')!];
  expect(kilometresBetween(vienna, newYork)).toBeGreaterThan(6_750);
  expect(kilometresBetween(vienna, newYork)).toBeLessThan(6_850);
  expect(kilometresBetween(newYork, vienna)).toBeCloseTo(kilometresBetween(vienna, newYork), 9);
  expect(kilometresBetween(vienna, vienna)).toBe(0);
  expect(kilometresBetween({ lat: 0, lon: 0 }, { lat: 0, lon: 180 })).toBeCloseTo(Math.PI * 6371, 6);
  expect(kilometresBetween({ lat: 0, lon: 179.9 }, { lat: 0, lon: -179.9 })).toBeLessThan(23);
});

test.each(['', 'DE', '48.2', '48.2,', '91,0', '0,181', '48.2,16.4,3', 'NaN,NaN', '1e3,0'])('%j is no place', (value) => {
  expect(placeOf(value)).toBeUndefined();
});
