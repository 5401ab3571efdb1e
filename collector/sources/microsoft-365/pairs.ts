import { Fields } from '../json/fields';

/** `[{Name, Value}]` as an object: ExtendedProperties, Parameters, DeviceProperties. */
export function pairsOf(record: Fields, path: string): Fields {
  return new Fields(
    Object.fromEntries(
      record.each(path).flatMap((pair): [string, unknown][] => {
        const name = pair.text('Name');
        return name === undefined ? [] : [[name, pair.raw('Value')]];
      })
    )
  );
}
