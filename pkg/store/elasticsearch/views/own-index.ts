import { PLAIN_KINDS } from '../names';

const KINDS = ['events', ...PLAIN_KINDS].join('|');
/** Also behind the prefixes that data streams, restored, shrunk and re-indexed copies bear. */
const OWN = new RegExp(`(?:^|[-.])(?:logs-habitus\\.events-|habitus\\.(?:${KINDS})-)`);

/** Whether an index is one of Habitus', of any namespace, by its name. Of copies under other names the events are told by their `habitus.id`. */
export function isOwnIndex(name: string): boolean {
  return OWN.test(name);
}
