import { firstValues } from '../receive/file/record-splitter';
import { jsonOf } from './json/wrapping';
import type { DocumentSource } from './record-source';
import type { Source } from './source';

/**
 * The source that is surest of these first lines, when it is more sure than not; of equals the first. A sample of JSON is parsed once for all sources
 * that read documents. Cost: of a line of text some microseconds, of a document some
 * tens, less where the last guess holds.
 */
export function guessAmong(sources: readonly Source[], sample: string): Source | undefined {
  const documents = documentsIn(sample);
  const last = recent.get(sources);
  if (last !== undefined && sureness(last, sample, documents) >= CERTAIN) return last;
  let best: Source | undefined;
  let surest = LEAST;
  for (const source of sources) {
    const sure = sureness(source, sample, documents);
    if (sure >= CERTAIN) {
      recent.set(sources, source);
      return source;
    }
    if (sure > surest) [best, surest] = [source, sure];
  }
  return best;
}

/** No two sources are certain of one record, which a test holds: so the one that was right last is asked first. */
const CERTAIN = 1;
const recent = new WeakMap<readonly Source[], Source>();

function sureness(source: Source, sample: string, documents: readonly unknown[] | undefined): number {
  return documents !== undefined && 'guessOf' in source ? (source as DocumentSource).guessOf(documents) : source.guess(sample);
}

const LEAST = 0.5;
const FIRST = 20;

/** What the first lines hold, where all of them begin as JSON does, or the first values that go over several lines; what is cut off at the end is passed over. */
function documentsIn(sample: string): readonly unknown[] | undefined {
  if (!/^\uFEFF?\s{0,64}[{[]/.test(sample)) return undefined;
  const values = firstValues(sample);
  const documents = (values.length > 0 ? values : linesOf(sample))
    .slice(0, FIRST)
    .map(jsonOf)
    .filter((document) => document !== undefined);
  return documents.length === 0 ? undefined : documents;
}

function linesOf(sample: string): readonly string[] {
  const lines = sample.split('\n', FIRST * 2).filter((line) => line.trim() !== '');
  return lines.every((line) => /^\s{0,64}[{[]/.test(line)) ? lines : [];
}
