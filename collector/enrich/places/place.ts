import type { AsnResponse, CityResponse } from 'maxmind';
import type { FieldName } from '../../../pkg/model';
import type { Draft, Scalar } from '../../encode/draft';

type Part = readonly [FieldName, Scalar];

/** What is known of an address, as the fields it becomes. */
export interface Place {
  readonly country: readonly Part[];
  /** City, region and location: true of an event only where its country is. */
  readonly nearer: readonly Part[];
  readonly system: readonly Part[];
  readonly network?: string;
  readonly kind?: string;
}

export function geoParts(found: CityResponse | null): Pick<Place, 'country' | 'nearer'> {
  // MaxMind names where an address is used and where it is registered: only the first is a place.
  const { country, city, location, subdivisions } = found ?? {};
  const region = subdivisions?.[0];
  return {
    country: set([
      ['source.geo.country_iso_code', country?.iso_code],
      ['source.geo.country_name', country?.names?.en],
    ]),
    nearer: set([
      ['source.geo.city_name', city?.names?.en],
      ['source.geo.region_name', region?.names?.en],
      ['source.geo.region_iso_code', country && region?.iso_code && `${country.iso_code}-${region.iso_code}`],
      ['source.geo.location.lat', location?.latitude],
      ['source.geo.location.lon', location?.longitude],
    ]),
  };
}

export function systemParts(found: AsnResponse | null): readonly Part[] {
  return set([
    ['source.as.number', found?.autonomous_system_number],
    ['source.as.organization.name', found?.autonomous_system_organization],
  ]);
}

export function givenParts(country: string | undefined, city: string | undefined): Pick<Place, 'country' | 'nearer'> {
  return { country: set([['source.geo.country_iso_code', country]]), nearer: set([['source.geo.city_name', city]]) };
}

/** Completes the event; nothing that the source said is changed, and nothing is put beside it that belongs to another place. */
export function complete(draft: Draft, { country, nearer, system, network, kind }: Place): void {
  const said = draft.text('source.geo.country_iso_code');
  if (said === undefined || said === country[0]?.[1]) {
    for (const [field, value] of country) if (!draft.has(field)) draft.set(field, value);
    fill(draft, nearer, NEARER);
  }
  fill(draft, system, SYSTEM);
  if (network !== undefined && !draft.has('network.name')) draft.set('network.name', network);
  if (kind !== undefined) draft.labels.set('network_kind', kind);
}

/** All of the parts where the source gave none of the fields. */
function fill(draft: Draft, parts: readonly Part[], fields: readonly FieldName[]): void {
  if (parts.length === 0 || fields.some((field) => draft.has(field))) return;
  for (const [field, value] of parts) draft.set(field, value);
}

const NEARER = [
  'source.geo.city_name',
  'source.geo.region_name',
  'source.geo.region_iso_code',
  'source.geo.location.lat',
  'source.geo.location.lon',
] as const satisfies readonly FieldName[];
const SYSTEM = ['source.as.number', 'source.as.organization.name'] as const satisfies readonly FieldName[];

function set(parts: readonly (readonly [FieldName, Scalar | undefined])[]): Part[] {
  return parts.filter((part): part is Part => part[1] !== undefined);
}
