import { Fields } from './fields';

/** The object at a path, also where an exporter (Parquet, CSV, a queue) wrote it as text. Empty when there is none. */
export function objectAt(document: Fields, path: string): Fields {
  const raw = document.raw(path);
  if (typeof raw !== 'string') return document.at(path);
  try {
    return new Fields(JSON.parse(raw));
  } catch {
    return new Fields(undefined);
  }
}
