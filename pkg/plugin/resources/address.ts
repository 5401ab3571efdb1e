import { HabitusError } from '../../errors';
import type { CallResourceRequest } from '../pluginv2/generated/pluginv2';

/** What a resource call names: the parts of its path, decoded, and its query. */
export interface Address {
  readonly path: readonly string[];
  readonly query: URLSearchParams;
}

/** @throws HabitusError HAB-PLUG-004 for a path or a URL that cannot be decoded */
export function addressOf({ path, url, method }: Pick<CallResourceRequest, 'path' | 'url' | 'method'>): Address {
  try {
    return { path: path.split('/').filter(Boolean).map(decodeURIComponent), query: new URL(url || path, 'http://resource/').searchParams };
  } catch (error) {
    throw new HabitusError('HAB-PLUG-004', `${method} ${path}`, undefined, { cause: error });
  }
}
