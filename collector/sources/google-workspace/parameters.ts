import { Fields } from '../json/fields';

/** The parameters of an event by name: each holds its value under the name of its type. */
export function parametersOf(event: Fields): Fields {
  return new Fields(
    Object.fromEntries(
      event.each('parameters').flatMap((parameter): [string, unknown][] => {
        const name = parameter.text('name');
        return name === undefined ? [] : [[name, valueOf(parameter)]];
      })
    )
  );
}

function valueOf(parameter: Fields): unknown {
  for (const type of ['value', 'intValue', 'boolValue', 'multiValue', 'multiIntValue', 'messageValue', 'multiMessageValue']) {
    const value = parameter.raw(type);
    if (value !== undefined) return value;
  }
  return undefined;
}
