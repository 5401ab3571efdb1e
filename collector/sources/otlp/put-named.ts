import { ecsName } from './attribute';
import { WEAKER } from './conventions';

/**
 * Puts values under the ECS names of their names, over what is there; an empty text takes nothing away. Of several that have one ECS name the stronger stands, of equals the
 * last. The weaker keep their own names then.
 */
export function putNamed(document: Record<string, unknown>, values: Iterable<readonly [string, unknown]>): void {
  const weaker: (readonly [string, unknown])[] = [];
  const named = new Set<string>();
  for (const [name, value] of values) {
    const ecs = ecsName(name);
    if (WEAKER.has(name)) weaker.push([name, value]);
    else if (value !== '' || document[ecs] === undefined) {
      named.add(ecs);
      document[ecs] = value;
    }
  }
  for (const [name, value] of weaker) {
    const ecs = ecsName(name);
    document[named.has(ecs) ? name : ecs] = value;
  }
}
