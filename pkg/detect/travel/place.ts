/** A place on the globe, in degrees. */
export interface Place {
  readonly lat: number;
  readonly lon: number;
}

const FORM = /^(-?\d{1,3}(?:\.\d+)?),(-?\d{1,3}(?:\.\d+)?)$/;
const EARTH_KM = 6371;
const RADIANS = Math.PI / 180;

/** `48.2,16.4`: latitude and longitude. Undefined for anything else. */
export function placeOf(value: string): Place | undefined {
  const found = FORM.exec(value);
  if (found === null) return undefined;
  const [lat, lon] = [Number(found[1]), Number(found[2])];
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { lat, lon } : undefined;
}

/** Along the great circle, by the haversine formula, on a sphere: wrong by .5 % at most. */
export function kilometresBetween(a: Place, b: Place): number {
  const [north, east] = [Math.sin(((b.lat - a.lat) * RADIANS) / 2), Math.sin(((b.lon - a.lon) * RADIANS) / 2)];
  const h = north * north + Math.cos(a.lat * RADIANS) * Math.cos(b.lat * RADIANS) * east * east;
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(h)));
}
