import type { Role } from '../privileges';
import type { ViewDefinition } from './definition';

/** The least that reading views needs: their indices, mappings and documents, and nothing written. */
export function roleForViews(views: readonly Pick<ViewDefinition, 'indices'>[]): Role {
  const names = [...new Set(views.flatMap(({ indices }) => indices.filter((name) => !name.startsWith('-'))))];
  return { cluster: [], indices: [{ names, privileges: ['read', 'view_index_metadata'] }] };
}
