import type { Draft } from '../../encode/draft';

/** A tenth of a degree: 11 km, less than an address is known to. */
const DIGITS = 1;

/** Names the place of the address by its latitude and longitude, `48.2,16.4`, so that it can be counted as one value. What the sender named stays. */
export function namePlace(draft: Draft): void {
  if (draft.has('habitus.place') || !draft.has('source.geo.location.lat') || !draft.has('source.geo.location.lon')) return;
  const [lat, lon] = [Number(draft.text('source.geo.location.lat')), Number(draft.text('source.geo.location.lon'))];
  if (Math.abs(lat) <= 90 && Math.abs(lon) <= 180) draft.set('habitus.place', `${lat.toFixed(DIGITS)},${lon.toFixed(DIGITS)}`);
}
