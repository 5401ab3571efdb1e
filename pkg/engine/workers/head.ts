import type { Learnt } from '../checkpoint';
import type { StoredClaims } from '../claims';
import type { StoredCaseBook } from '../cases/case-book';
import type { Millis } from '../../model';
import { Pools } from '../pools';
import type { Unjudged } from '../unjudged';
import type { RecordStore } from '../../store/store';

/** A span of hours whose observations are counted at once. */
export interface Slice {
  readonly from: Millis;
  readonly to: Millis;
}

/**
 * How far a namespace is: what all its workers agree on. Replaced by compare-and-set, by the coordinator alone. `until` moves when every group of
 * partitions scored a step and its anomalies are written.
 */
export interface Head extends Learnt {
  /** Times that history was learnt anew. */
  readonly round: number;
  /** Slices whose counts are kept: the last is at work, or done when `until` is its end. */
  readonly slices: readonly Slice[];
  /** Epochs since the oldest checkpoint, and since when each holds. */
  readonly epochs: readonly { readonly from: Millis; readonly number: number }[];
  /** Whether an epoch may be cut within the day. */
  readonly growing: boolean;
  readonly cases: StoredCaseBook;
  /** Since history was learnt from its start. */
  readonly anomalies: number;
  readonly known: Readonly<Record<string, number>>;
  readonly claims: StoredClaims;
  /** Judgements not made since history was learnt from its start, by detector. */
  readonly unjudged: Unjudged;
}

export interface FoundHead {
  readonly head: Head;
  readonly version: number;
}

const KIND = 'watermark';
const ID = 'engine';
/** Raised when anything that workers leave for each other changes its form, or what scores come to: history is then learnt again from the events. */
const FORM = 1_007;

/** Undefined where no worker of this form was yet. */
export async function readHead(records: RecordStore): Promise<FoundHead | { readonly head: undefined; readonly version: number | undefined }> {
  const found = await records.get<Head>(KIND, ID);
  return found?.value.form === FORM ? { head: found.value, version: found.version } : { head: undefined, version: found?.version };
}

/** @returns the new version, or undefined when another was faster */
export async function putHead(records: RecordStore, head: Head, version: number | undefined): Promise<number | undefined> {
  return await records.put<Head>(KIND, ID, { ...head, form: FORM }, version);
}

/** The end of the step that begins where the head is; undefined when there is none to do. */
export function stepEnd({ until, slices, growing }: Head): Millis | undefined {
  const slice = slices.at(-1);
  return slice === undefined || until >= slice.to ? undefined : Math.min(slice.to, Pools.lookAfter(until, growing));
}

/** The epoch that holds at an hour. */
export function epochAt({ epochs }: Head, hour: Millis): number {
  return epochs.findLast(({ from }) => from <= hour)?.number ?? 0;
}

export function sliceAt({ slices }: Head, hour: Millis): Slice | undefined {
  return slices.find(({ from, to }) => from <= hour && hour < to);
}
