import { asked, isConflict, isMissing } from './failure';
import type { Indices } from './indices';
import type { Names } from './names';

/** What every compare-and-set document has. */
export interface Versioned {
  readonly version: number;
}

export interface Current<T> {
  readonly document: T & Versioned;
  readonly _seq_no: number;
  readonly _primary_term: number;
}

/** A document as it is now, not as the last refresh left it. */
export async function current<T>({ client }: Indices, index: Names[keyof Names], id: string): Promise<Current<T> | undefined> {
  try {
    const { _source, _seq_no, _primary_term } = await asked(client.get<T & Versioned>({ index, id }));
    return { document: _source!, _seq_no: _seq_no!, _primary_term: _primary_term! };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/**
 * Writes a document when it still has the version that the caller knows; undefined: when there is none. The cluster itself compares
 * (`if_seq_no`, `if_primary_term`, `op_type=create`), so of many at once one wins, whichever process they are in.
 *
 * @returns the new version and what was replaced, or undefined when another was faster
 */
export async function swap<T>(
  indices: Indices,
  index: Names[keyof Names],
  id: string,
  document: T,
  version: number | undefined
): Promise<{ readonly version: number; readonly old?: T & Versioned } | undefined> {
  await indices.ensure(index);
  const [old, next] = version === undefined ? [undefined, 1] : [await current<T>(indices, index, id), version + 1];
  if (version !== undefined && old?.document.version !== version) return undefined;
  const when = old === undefined ? { op_type: 'create' as const } : { if_seq_no: old._seq_no, if_primary_term: old._primary_term };
  try {
    await asked(indices.client.index({ index, id, document: { ...document, version: next }, ...when }, { maxRetries: 0 }));
  } catch (error) {
    if (isConflict(error)) return undefined;
    throw error;
  }
  indices.wrote(index);
  return { version: next, ...(old && { old: old.document }) };
}

/** Deletes a document; none there is no error. */
export async function remove(indices: Indices, index: Names[keyof Names], id: string): Promise<void> {
  await asked(indices.client.delete({ index, id })).catch((error: unknown) => {
    if (!isMissing(error)) throw error;
  });
  indices.wrote(index);
}
