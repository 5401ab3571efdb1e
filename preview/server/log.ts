/** How much a line of the backend's log says. */
const SHOWN: readonly string[] = ['warn', 'error'];

/** A line of the backend's log for a terminal: warnings and errors in words, the rest not at all. */
export function logLine(line: string): string | undefined {
  const entry = parse(line);
  if (!entry) return `backend: ${line}`;
  const { '@level': level, '@message': message, '@timestamp': _, '@module': _module, ...rest } = entry;
  if (!SHOWN.includes(String(level))) return undefined;
  const details = Object.entries(rest).map(([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  return ['backend:', message, ...details].join(' ');
}

function parse(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
