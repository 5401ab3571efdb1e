import { fieldId, type Draft } from '../../encode/draft';

/** A tenth of a degree: 11 km, less than an address is known to. */
const DIGITS = 1;
const [LATITUDE, LONGITUDE] = [fieldId('source.geo.location.lat'), fieldId('source.geo.location.lon')];

/** Names the place of the address by its latitude and longitude, `48.2,16.4`, so that it can be counted as one value. What the sender named stays. */
export function namePlace(draft: Draft): void {
  if (!draft.hasAt(LATITUDE) || !draft.hasAt(LONGITUDE) || draft.has('habitus.place')) return;
  const [lat, lon] = [Number(draft.textAt(LATITUDE)), Number(draft.textAt(LONGITUDE))];
  if (Math.abs(lat) <= 90 && Math.abs(lon) <= 180) draft.set('habitus.place', `${lat.toFixed(DIGITS)},${lon.toFixed(DIGITS)}`);
}
