import type { Store } from '../../store';
import type { ViewReader } from './reader';

/** A store that also reads events of others where they lie. */
export interface ViewedStore extends Store {
  readonly views: ViewReader;
}

export function viewsOf(store: Store): ViewReader | undefined {
  return 'views' in store ? (store as ViewedStore).views : undefined;
}
