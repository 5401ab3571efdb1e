import { Fields } from '../json/fields';

/** The parameters of an event by name: each holds its value under the name of its type. Flattened exports have them as an object already. */
export function parametersOf(event: Fields): Fields {
  const given = event.raw('parameters');
  if (typeof given === 'object' && given !== null && !Array.isArray(given) && !event.has('parameters.name')) return new Fields(given);
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
