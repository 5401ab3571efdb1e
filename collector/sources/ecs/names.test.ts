import { FIELDS } from '../../../pkg/model';
import { NAMES, type Name } from './names';

/** Every way to write a dotted name as nested keys: `a.b.c`, `a` `b.c`, `a.b` `c`, `a` `b` `c`. */
function ways(parts: readonly string[]): string[][] {
  if (parts.length === 0) return [[]];
  return parts.flatMap((_, index) => ways(parts.slice(index + 1)).map((rest) => [parts.slice(0, index + 1).join('.'), ...rest]));
}

test.each(Object.keys(FIELDS))('%s is reached by every way to write it', (field) => {
  for (const keys of ways(field.split('.'))) {
    const end = keys.reduce<Name | undefined>((at, key) => at?.under.get(key), NAMES);
    expect(end).toMatchObject({ full: field, isField: true });
  }
});

test('what fields only begin with is no field, and what none begins with is unknown', () => {
  expect(NAMES.under.get('source')?.under.get('geo')).toMatchObject({ full: 'source.geo', isField: false });
  expect(NAMES.under.get('sauce')).toBeUndefined();
  expect(NAMES.under.get('source')?.under.get('__proto__')).toBeUndefined();
});
