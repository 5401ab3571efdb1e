import type { Event } from '../../pkg/model';

/** An encoded line as the nested ECS event that people read. Inverse of the encoding, but for the names that hold dots inside `labels` and `habitus.extra`, which stay whole. */
export function toEvent(line: string): Event {
  const nested: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(JSON.parse(line) as Record<string, unknown>)) place(nested, name.split('.'), value);
  return nested as unknown as Event;
}

function place(into: Record<string, unknown>, path: readonly string[], value: unknown): void {
  let at = into;
  path.slice(0, -1).forEach((name) => {
    const next = at[name];
    at = (typeof next === 'object' && next !== null ? next : (at[name] = {})) as Record<string, unknown>;
  });
  const last = path.at(-1);
  if (last !== undefined) at[last] = value;
}
