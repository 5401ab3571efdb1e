import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FieldName } from '../../pkg/model';
import { checkCollectorConfig, readCollectorConfig } from '../config/read';
import { Draft } from '../encode/draft';
import { mmdb } from '../testing/mmdb';
import { Enrichments } from './enrichments';

let dir: string;
beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'habitus-enrich-'))));
afterEach(() => rmSync(dir, { recursive: true }));

const CITY = mmdb('GeoLite2-City', {
  '81.2.69.0/24': {
    country: { iso_code: 'GB', names: { en: 'United Kingdom' } },
    city: { names: { en: 'London' } },
    subdivisions: [{ iso_code: 'ENG', names: { en: 'England' } }],
    location: { latitude: 51.5142, longitude: -0.0931 },
  },
  '2a02:100::/32': { country: { iso_code: 'AT', names: { en: 'Austria' } } },
});
const ASN = mmdb('GeoLite2-ASN', { '81.2.0.0/16': { autonomous_system_number: 20712, autonomous_system_organization: 'Andrews & Arnold Ltd' } });

const CONFIG = `
geo: { city: city.mmdb, asn: asn.mmdb }
networks:
  - { name: vienna, kind: office, cidr: [10.1.0.0/16, 2a02:100:1::/48], country: AT, city: Vienna }
  - { name: lab, cidr: [10.1.2.0/24] }
  - { name: staff-vpn, kind: vpn, file: vpn.txt }
`;

function configured(text = CONFIG): Enrichments {
  writeFileSync(join(dir, 'city.mmdb'), CITY);
  writeFileSync(join(dir, 'asn.mmdb'), ASN);
  writeFileSync(join(dir, 'vpn.txt'), '# exits\n81.2.69.7\n2001:4860::/32 # v6\n');
  writeFileSync(join(dir, 'collector.yaml'), text);
  return new Enrichments(readCollectorConfig(join(dir, 'collector.yaml')), dir);
}

/** What the steps add to an event of these fields. */
function added(enrichments: Enrichments, fields: Partial<Record<FieldName, string | number>>): Record<string, unknown> {
  const draft = new Draft();
  for (const [field, value] of Object.entries(fields)) draft.set(field as FieldName, value);
  const before = draft.ids.length;
  for (const step of enrichments.steps()) expect(step.apply(draft)).toBeUndefined();
  const names = (Object.keys(fields) as FieldName[]).concat(FIELDS_OF_PLACE).filter((field, index, all) => all.indexOf(field) === index && draft.has(field));
  expect(names).toHaveLength(draft.ids.length);
  return { ...Object.fromEntries(names.slice(before).map((field) => [field, draft.text(field)])), ...Object.fromEntries(draft.labels) };
}
const FIELDS_OF_PLACE = [
  'source.geo.country_iso_code',
  'source.geo.country_name',
  'source.geo.city_name',
  'source.geo.region_name',
  'source.geo.region_iso_code',
  'source.geo.location.lat',
  'source.geo.location.lon',
  'source.as.number',
  'source.as.organization.name',
  'network.name',
] as const satisfies readonly FieldName[];

const AS = { 'source.as.number': '20712', 'source.as.organization.name': 'Andrews & Arnold Ltd' };
const NEARER = {
  'source.geo.city_name': 'London',
  'source.geo.region_name': 'England',
  'source.geo.region_iso_code': 'GB-ENG',
  'source.geo.location.lat': '51.5142',
  'source.geo.location.lon': '-0.0931',
};
const LONDON = { 'source.geo.country_iso_code': 'GB', 'source.geo.country_name': 'United Kingdom', ...NEARER };
const VIENNA = { 'source.geo.country_iso_code': 'AT', 'source.geo.city_name': 'Vienna', 'network.name': 'vienna', network_kind: 'office' };

test.each<[string, Partial<Record<FieldName, string | number>>, Record<string, string>]>([
  ['a known address', { 'source.ip': '81.2.69.160' }, { ...LONDON, ...AS }],
  ['an address of the ASN database only', { 'source.ip': '81.2.1.1' }, AS],
  ['an unknown one', { 'source.ip': '8.8.8.8' }, {}],
  ['IPv6', { 'source.ip': '2a02:100:2::1' }, { 'source.geo.country_iso_code': 'AT', 'source.geo.country_name': 'Austria' }],
  ['no address', { 'user.name': 'ada' }, {}],
  [
    'the country that the source said too',
    { 'source.ip': '81.2.69.160', 'source.geo.country_iso_code': 'GB' },
    { 'source.geo.country_name': 'United Kingdom', ...NEARER, ...AS },
  ],
  ['a country that the source says otherwise', { 'source.ip': '81.2.69.160', 'source.geo.country_iso_code': 'FR' }, AS],
  [
    'a city of the source',
    { 'source.ip': '81.2.69.160', 'source.geo.city_name': 'Leeds' },
    { 'source.geo.country_iso_code': 'GB', 'source.geo.country_name': 'United Kingdom', ...AS },
  ],
  ['a system of the source', { 'source.ip': '81.2.69.160', 'source.as.number': 1 }, LONDON],
  ['a private address', { 'source.ip': '192.168.1.1' }, { network_kind: 'private' }],
  ['loopback', { 'source.ip': '127.0.0.1' }, { network_kind: 'loopback' }],
  ['link-local with a zone', { 'source.ip': 'fe80::1%eth0' }, { network_kind: 'link-local' }],
  ['an office', { 'source.ip': '10.1.9.9' }, VIENNA],
  ['an office in IPv6', { 'source.ip': '2a02:100:1::5' }, VIENNA],
  ['the narrower of two networks', { 'source.ip': '10.1.2.9' }, { 'network.name': 'lab', network_kind: 'private' }],
  ['the exit of a VPN is not where the person is', { 'source.ip': '81.2.69.7' }, { ...AS, 'network.name': 'staff-vpn', network_kind: 'vpn' }],
  ['the same in IPv6', { 'source.ip': '2001:4860::8' }, { 'network.name': 'staff-vpn', network_kind: 'vpn' }],
])('%s', (_name, fields, expected) => {
  const enrichments = configured();
  try {
    expect(added(enrichments, fields)).toEqual(expected);
    expect(added(enrichments, fields)).toEqual(expected);
  } finally {
    enrichments.close();
  }
});

test.each([
  ['geo: { city: none.mmdb }\n', /HAB-CLI-002.*none\.mmdb/],
  ['geo: { city: asn.mmdb }\n', /HAB-CONF-002: expected a MaxMind database of places.*GeoLite2-ASN/],
  ['geo: { asn: vpn.txt }\n', /HAB-CONF-002: expected a MaxMind database, got .*vpn\.txt/],
  ['networks: [{ name: x, file: collector.yaml }]\n', /HAB-CONF-003: expected a network as 10\.0\.0\.0\/8 in each line/],
])('%s is refused at the start, and by `collector check` with its line', (text, expected) => {
  expect(() => configured(text)).toThrow(expected);
  expect(checkCollectorConfig(join(dir, 'collector.yaml'), {})).toMatchObject([{ line: 1, got: expect.stringMatching(expected) as string }]);
});

test('a database that was cut, or is packed, is refused', () => {
  configured().close();
  for (const bytes of [CITY.subarray(0, 200), CITY.subarray(0, -1), Buffer.from([0x1f, 0x8b, 8])]) {
    writeFileSync(join(dir, 'city.mmdb'), bytes);
    expect(checkCollectorConfig(join(dir, 'collector.yaml'), {})).toMatchObject([{ key: 'geo.city', got: expect.stringContaining('HAB-CONF-002') as string }]);
  }
});
