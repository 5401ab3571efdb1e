import { setImmediate as breathe } from 'node:timers/promises';
import type { Millis } from '../model';
import type { StoredHistogram } from '../score/histogram';
import type { Store } from '../store/store';
import type { FeatureTrack, StoredTrack } from './feature-track';
import { jsonBytes } from './json-pieces';
import type { Pass, StoredPass, StoredWhole } from './pass';
import { Turns } from './turns';

/** How far history is learnt: everything in [from, until) is scored, learnt and in a checkpoint. */
export interface Learnt {
  readonly from: Millis;
  readonly until: Millis;
  readonly features: readonly string[];
  /** Form of the checkpoint. Absent in the first. */
  readonly form?: number;
}

/** Raised when `StoredPass` or `StoredTrack` change: history is then learnt again from the events. */
export const CHECKPOINT_FORM = 11;

const KIND = 'watermark';
const ID = 'engine';
/** The partition of all entities: one for now, in the form that more will have. */
const PARTITION = '000-255';

interface TrackHeader {
  readonly track: StoredTrack;
  readonly judges: readonly { readonly name: string; readonly histogram: StoredHistogram; readonly bytes: number }[];
}

/** Blocks first, the watermark last by compare-and-set: a crash in between leaves the older checkpoint's watermark, and the hours since are done again. */
export async function saveCheckpoint(store: Store, pass: Pass, learnt: Learnt): Promise<void> {
  const turns = new Turns();
  for (const track of pass.tracks) {
    await putState(store, stateKey(track), await turns.through(trackWriting(track)));
    await breathe();
  }
  await putState(store, `pass/${PARTITION}`, await turns.through(jsonBytes({ ...pass.stored(), ...pass.storedWhole(), until: learnt.until })));
  const known = await store.records.get<Learnt>(KIND, ID);
  await store.records.put(KIND, ID, { ...learnt, form: CHECKPOINT_FORM }, known?.version);
}

/** Restores the pass from the newest checkpoint. Undefined when there is none, or it was of other features or torn between two. */
export async function loadCheckpoint(store: Store, pass: Pass): Promise<Learnt | undefined> {
  const learnt = (await store.records.get<Learnt>(KIND, ID))?.value;
  const state = await store.state.get(`pass/${PARTITION}`);
  if (!learnt || !state || learnt.form !== CHECKPOINT_FORM || learnt.features.join() !== trackKeys(pass).join()) return undefined;
  const stored = JSON.parse(Buffer.from(state.bytes).toString()) as StoredPass & StoredWhole & { until: Millis };
  if (stored.until !== learnt.until) return undefined;
  for (const track of pass.tracks) {
    const block = await store.state.get(stateKey(track));
    if (!block) return undefined;
    restoreTrack(track, Buffer.from(block.bytes));
  }
  pass.restoreWhole(stored, stored);
  return learnt;
}

export async function readLearnt(store: Store): Promise<Learnt | undefined> {
  return (await store.records.get<Learnt>(KIND, ID))?.value;
}

/** Of each feature with those who judge it: another detector, or another version of one, has states of its own, which are learnt from the events. */
export function trackKeys({ tracks }: Pass): string[] {
  return tracks.map(({ key, judges }) => `${key}/${judges.map(({ name, detector }) => `${name}@${detector.meta.version}`).join('+')}`);
}

function stateKey(track: FeatureTrack): string {
  return `track/${track.key}/${PARTITION}`;
}

async function putState(store: Store, key: string, bytes: Uint8Array): Promise<void> {
  const before = await store.state.get(key);
  await store.state.put(key, bytes, before?.version);
}

/** Length of the header, the header as JSON, then the detectors' blocks as they persist themselves. */
export function trackBytes(track: FeatureTrack): Uint8Array {
  const writing = trackWriting(track);
  for (;;) {
    const { done, value } = writing.next();
    if (done === true) return value;
  }
}

/** The same in small steps. */
function* trackWriting(track: FeatureTrack): Generator<void, Uint8Array> {
  const blocks: Uint8Array[] = [];
  for (const { block } of track.judges) {
    blocks.push(block.persist());
    yield;
  }
  const header: TrackHeader = {
    track: track.stored(),
    judges: track.judges.map(({ name, histogram }, at) => ({ name, histogram: histogram.stored(), bytes: blocks[at]?.length ?? 0 })),
  };
  const json = yield* jsonBytes(header);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(json.length);
  yield;
  return Buffer.concat([length, json, ...blocks]);
}

export function restoreTrack(track: FeatureTrack, bytes: Buffer): void {
  let at = 4 + bytes.readUInt32LE(0);
  const header = JSON.parse(bytes.subarray(4, at).toString()) as TrackHeader;
  track.restore(header.track);
  header.judges.forEach((judge, index) => {
    track.judges[index]?.restore(Uint8Array.from(bytes.subarray(at, at + judge.bytes)), judge.histogram);
    at += judge.bytes;
  });
}
