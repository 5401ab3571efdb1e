import type { Origin } from './config';

/** `config show`: each value with its origin; a secret that is set shows only that it is. */
export function showConfig(origins: readonly Origin[]): { readonly key: string; readonly value: unknown; readonly origin: string }[] {
  return origins.map(({ key, value, origin, secret }) => ({ key, value: secret && value !== undefined ? '********' : (value ?? null), origin }));
}
