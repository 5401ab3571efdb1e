import type { Asked } from '../../../pkg/store/elasticsearch/testing/proxy';

/** What went to the cluster. */
export interface Traffic {
  readonly requests: number;
  /** Requests that write: bulk, documents, deletions. */
  readonly writes: number;
  /** Of their bodies, by kind of index. */
  readonly bytes: Readonly<Record<string, number>>;
}

export function trafficOf(asked: readonly Asked[]): Traffic {
  const writes = asked.flatMap((one) => {
    const kind = /^\/habitus\.([a-z]+)/.exec(one.path)?.[1];
    return kind !== undefined && isWrite(one) ? [{ kind, bytes: one.bytes }] : [];
  });
  const bytes = new Map<string, number>();
  for (const one of writes) bytes.set(one.kind, (bytes.get(one.kind) ?? 0) + one.bytes);
  return { requests: asked.length, writes: writes.length, bytes: Object.fromEntries(bytes) };
}

function isWrite({ method, path }: Asked): boolean {
  return method === 'DELETE' || (method !== 'GET' && /\/_(bulk|doc|create)\b/.test(path));
}
