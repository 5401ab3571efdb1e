import { recorder } from '../../testing/recorder';
import { countryCode, writePlace } from './geo';

test.each([
  ['DE', 'DE'],
  ['de', 'DE'],
  ['Germany', 'DE'],
  ['United States', 'US'],
  ['united states of america', 'US'],
  ['United Kingdom', 'GB'],
  ['Russia', 'RU'],
  ['Czech Republic', 'CZ'],
  ['Republic of Korea', 'KR'],
  ['Atlantis', undefined],
  ['-', undefined],
  [null, undefined],
])('%s', (given, wanted) => {
  expect(countryCode(given)).toBe(wanted);
});

test.each([
  [
    { country: 'DE', region: 'Berlin', city: 'Berlin', lat: '52.52', lon: 13.4 },
    {
      'source.geo.country_iso_code': 'DE',
      'source.geo.country_name': 'Germany',
      'source.geo.region_name': 'Berlin',
      'source.geo.city_name': 'Berlin',
      'source.geo.location.lat': 52.52,
      'source.geo.location.lon': 13.4,
    },
  ],
  [{ countryName: 'United States' }, { 'source.geo.country_iso_code': 'US', 'source.geo.country_name': 'United States' }],
  [{ country: null, city: '', lat: 0, lon: 0 }, {}],
  [{ lat: 91, lon: 0 }, {}],
])('%j', (place, wanted) => {
  const { out, fields } = recorder();
  writePlace(out, place);
  expect(fields()).toEqual(wanted);
});
