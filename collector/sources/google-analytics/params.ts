import { Fields } from '../json/fields';

/** `[{key, value: {string_value | int_value | float_value | double_value}}]` as an object. An object passes as it is, as some loaders flatten it. */
export function paramsOf(raw: unknown): Fields {
  if (!Array.isArray(raw)) return new Fields(raw);
  const params: Record<string, unknown> = {};
  for (const param of raw.map((one) => new Fields(one))) {
    const key = param.text('key');
    const value = param.raw('value');
    if (key !== undefined) params[key] = typeof value === 'object' && value !== null ? valueOf(new Fields(value)) : value;
  }
  return new Fields(params);
}

function valueOf(value: Fields): unknown {
  return ['string_value', 'int_value', 'double_value', 'float_value'].map((kind) => value.raw(kind)).find((one) => one !== undefined);
}
