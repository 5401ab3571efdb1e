/** Sets a field of a dotted name in a nested event: `user.name` becomes `{ user: { name } }`. What one field holds, as `habitus.extra` does, keeps its own shape. */
export function place(event: Record<string, unknown>, field: string, value: unknown): void {
  const path = field.split('.');
  const last = path.pop() ?? field;
  let at = event;
  for (const key of path) at = (at[key] ??= {}) as Record<string, unknown>;
  at[last] = value;
}
