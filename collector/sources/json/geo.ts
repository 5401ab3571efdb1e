import { number, text } from '../reading';
import type { EventWriter } from '../source';

/** Where the sender says that an address is. The country by two letters or by its English name; coordinates in degrees. */
export interface Place {
  readonly country?: unknown;
  readonly countryName?: unknown;
  readonly region?: unknown;
  readonly city?: unknown;
  readonly lat?: unknown;
  readonly lon?: unknown;
}

/** Writes `source.geo.*`. What is no country, and 0/0 without a country, is none. */
export function writePlace(out: EventWriter, place: Place): void {
  const code = countryCode(place.country) ?? countryCode(place.countryName);
  const name = named(place.countryName) ?? named(place.country) ?? (code === undefined ? undefined : NAMES.of(code));
  if (code !== undefined) out.text('source.geo.country_iso_code', code);
  if (name !== undefined) out.text('source.geo.country_name', name);
  const region = text(place.region);
  if (region !== undefined) out.text(REGION_CODE.test(region) ? 'source.geo.region_iso_code' : 'source.geo.region_name', region);
  const city = text(place.city);
  if (city !== undefined) out.text('source.geo.city_name', city);
  writeLocation(out, place, code !== undefined);
}

/** ISO 3166-2: `US-CA`. */
const REGION_CODE = /^[A-Z]{2}-[A-Z0-9]{1,3}$/;

/** ISO 3166-1 alpha-2 of a code or an English name of a country; undefined for anything else. */
export function countryCode(given: unknown): string | undefined {
  const said = text(given);
  if (said === undefined) return undefined;
  const code = /^[A-Za-z]{2}$/.test(said) ? said.toUpperCase() : CODES.get(said.toLowerCase());
  return code !== undefined && NAMES.of(code) !== undefined ? code : undefined;
}

function named(given: unknown): string | undefined {
  const said = text(given);
  return said === undefined || /^[A-Za-z]{2}$/.test(said) || /^unknown$/i.test(said) ? undefined : said;
}

function writeLocation(out: EventWriter, place: Place, isPlaced: boolean): void {
  const lat = number(place.lat);
  const lon = number(place.lon);
  if (lat === undefined || lon === undefined || Math.abs(lat) > 90 || Math.abs(lon) > 180) return;
  if (lat === 0 && lon === 0 && !isPlaced) return;
  out.number('source.geo.location.lat', lat);
  out.number('source.geo.location.lon', lon);
}

const NAMES = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });

/** Names that are no country's of CLDR but in use by senders. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  'united states of america': 'US',
  'russian federation': 'RU',
  'korea, republic of': 'KR',
  'republic of korea': 'KR',
  'czech republic': 'CZ',
  'the netherlands': 'NL',
  turkey: 'TR',
  'viet nam': 'VN',
  'hong kong': 'HK',
  macau: 'MO',
  'iran, islamic republic of': 'IR',
  'ivory coast': 'CI',
  'taiwan, province of china': 'TW',
};

const CODES: ReadonlyMap<string, string> = new Map([
  ...everyCode().map((code): [string, string] => [(NAMES.of(code) ?? code).toLowerCase(), code]),
  ...Object.entries(OTHER_NAMES),
]);

function everyCode(): readonly string[] {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  // Withdrawn and exceptional codes share the name of the one in use, which is the one its canonical form gives.
  return letters
    .flatMap((first) => letters.map((second) => first + second))
    .filter((code) => NAMES.of(code) !== undefined && new Intl.Locale(`und-${code}`).region === code);
}
