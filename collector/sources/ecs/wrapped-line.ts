type Document = Readonly<Record<string, unknown>>;

/** The log line that a shipper wrapped, where the document itself says nothing of what happened: no category, action, outcome or user. */
export function wrappedLine(document: Document): string | undefined {
  const line = at(document, 'event', 'original') ?? document.message;
  if (typeof line !== 'string') return undefined;
  const says = SAYS.some(([object, key]) => at(document, object, key) !== undefined);
  return says ? undefined : line;
}

const SAYS = [
  ['event', 'category'],
  ['event', 'action'],
  ['event', 'outcome'],
  ['user', 'name'],
  ['user', 'id'],
  ['http', 'request'],
] as const;

/** By its dotted name or nested. */
function at(document: Document, object: string, key: string): unknown {
  const dotted = document[`${object}.${key}`];
  if (dotted !== undefined) return dotted;
  const inner = document[object];
  return typeof inner === 'object' && inner !== null ? (inner as Document)[key] : undefined;
}
