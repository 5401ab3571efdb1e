import { hash } from 'node:crypto';
import type { Millis } from '../../model';
import type { StateStore } from '../../store/store';
import type { CaseBook, StoredCaseBook } from '../cases/case-book';
import { CHECKPOINT_FORM, restoreTrack, trackBytes, trackKeys } from '../checkpoint';
import type { PassParts } from '../fresh-pass';
import type { Pass, StoredPass, StoredWhole } from '../pass';
import type { Comparison, StoredComparison } from './what-if';

/** One what-if is kept at a time: the next takes its place. */
const KEY = 'replay/what-if';

/** A what-if, as far as it came. */
export interface Running {
  readonly pass: Pass;
  readonly cases: CaseBook;
  readonly comparison: Comparison;
}

interface Header {
  readonly question: string;
  /** Everything before it is replayed. */
  readonly at: Millis;
  readonly pass: StoredPass & StoredWhole;
  readonly cases: StoredCaseBook;
  readonly comparison: StoredComparison;
  readonly tracks: readonly number[];
}

/** What is asked, in brief: of another configuration, or another span, what was replayed so far says nothing. */
export function questionOf({ features, zone, calendars }: PassParts, span: readonly Millis[], pass: Pass): string {
  return hash('sha256', JSON.stringify([CHECKPOINT_FORM, features, zone, calendars, span, trackKeys(pass)]));
}

/** Cost: that of a checkpoint of the whole population. */
export async function keepReplay(state: StateStore, question: string, at: Millis, { pass, cases, comparison }: Running): Promise<void> {
  const tracks = pass.tracks.map(trackBytes);
  const header: Header = {
    question,
    at,
    pass: { ...pass.stored(), ...pass.storedWhole() },
    cases: cases.stored(at),
    comparison: comparison.stored(),
    tracks: tracks.map(({ length }) => length),
  };
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(json.length);
  const before = await state.get(KEY);
  await state.put(KEY, Buffer.concat([length, json, ...tracks]), before?.version);
}

/** Takes up the same question where an earlier process left it. @returns how far it was; undefined when it was not asked, or ended */
export async function takeUpReplay(state: StateStore, question: string, { pass, cases, comparison }: Running): Promise<Millis | undefined> {
  const found = await state.get(KEY);
  if (found === undefined) return undefined;
  const bytes = Buffer.from(found.bytes);
  let start = 4 + bytes.readUInt32LE(0);
  const header = JSON.parse(bytes.subarray(4, start).toString()) as Header;
  if (header.question !== question) return undefined;
  pass.tracks.forEach((track, index) => {
    const end = start + (header.tracks[index] ?? 0);
    restoreTrack(track, bytes.subarray(start, end));
    start = end;
  });
  pass.restoreWhole(header.pass, header.pass);
  cases.restore(header.cases);
  comparison.restore(header.comparison);
  return header.at;
}

export async function forgetReplay(state: StateStore): Promise<void> {
  await state.delete(KEY);
}
