import { Draft } from '../../encode/draft';
import { namePlace } from './name-place';

function placed(lat?: number, lon?: number): string | undefined {
  const draft = new Draft();
  if (lat !== undefined) draft.set('source.geo.location.lat', lat);
  if (lon !== undefined) draft.set('source.geo.location.lon', lon);
  namePlace(draft);
  return draft.text('habitus.place');
}

test('a place is named by a tenth of a degree; half a place is none', () => {
  expect(placed(48.2083, 16.3725)).toBe('48.2,16.4');
  expect(placed(-33.87, 151.21)).toBe('-33.9,151.2');
  expect([placed(48), placed(undefined, 16), placed(), placed(91, 0), placed(0, 200)]).toEqual(Array(5).fill(undefined));
});

test('what the sender named stays', () => {
  const draft = new Draft();
  draft.set('habitus.place', 'hall 7');
  draft.set('source.geo.location.lat', 1);
  draft.set('source.geo.location.lon', 2);
  namePlace(draft);
  expect(draft.text('habitus.place')).toBe('hall 7');
});
