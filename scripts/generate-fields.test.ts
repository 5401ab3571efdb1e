import { FIELDS } from '../pkg/model';
import { fieldsPage } from './generate-fields';

test('every field has a row with a meaning', () => {
  const rows = [...fieldsPage().matchAll(/^\| `(.+?)` \| \w+ \| (.+) \|$/gm)];
  expect(rows.map((row) => row[1])).toEqual(Object.keys(FIELDS));
});
