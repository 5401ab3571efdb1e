import { HOUR, MINUTE, type Millis, type ValueSet } from '../../model';
import { FASTEST_KM_AN_HOUR, LEAST_KM, LEAST_MINUTES } from './constants';
import { kilometresBetween, placeOf, type Place } from './place';
import type { TravelState } from './state';

/** From where the entity was to a place, in how much time there was at most. */
export interface Journey {
  readonly value: string;
  readonly place: Place;
  readonly kilometres: number;
  readonly minutes: number;
}

/** Whether nothing that flies explains it: not near by, where the place of an address may be wrong, and faster than an airliner. */
export function isJump({ kilometres, minutes }: Pick<Journey, 'kilometres' | 'minutes'>): boolean {
  return kilometres >= LEAST_KM && kilometres > (FASTEST_KM_AN_HOUR * minutes * MINUTE) / HOUR;
}

/** To each place of a bucket, in order of their names: from the last place before it, or, where it is further, from the other places of the bucket. */
export function journeysTo({ columns: c, index: i }: TravelState, set: ValueSet): Journey[] {
  const places = [...set.values.keys()].sort().flatMap((value) => {
    const place = placeOf(value);
    return place ? [{ value, place }] : [];
  });
  const from = c.thereAt[i]! > 0 ? { lat: c.lat[i]!, lon: c.lon[i]! } : undefined;
  return places.map(({ value, place }) => {
    const last: Journey = { value, place, kilometres: from ? kilometresBetween(from, place) : 0, minutes: from ? minutesSince(c.thereAt[i]!, set) : 0 };
    if (isJump(last)) return last;
    const within = places.map((other) => kilometresBetween(other.place, place));
    const furthest: Journey = { value, place, kilometres: Math.max(0, ...within), minutes: set.width / MINUTE };
    return isJump(furthest) ? furthest : last;
  });
}

/** The bucket may have been left at its start and the next entered at its end: the benefit of the doubt. */
function minutesSince(thereAt: Millis, { start, width }: ValueSet): number {
  return Math.max(LEAST_MINUTES, (start + width - thereAt + width) / MINUTE);
}
