import { HabitusError } from '../../errors';
import { hash53 } from '../../maths';
import type { Observation } from '../../model';
import { digestOf } from '../digest';

const MAGIC = 'HBAN';
const VERSION = 1;
const HEADER = 8;
const PAIR = 16;

/** What came for each observation of a block, by `answerKey`. NaN: it was asked about, and no answer came. */
export type Answers = ReadonlyMap<number, number>;

/**
 * The number an observation is known by: of its bucket, its entity and what was observed, so that what an import changed is another observation. Nothing
 * can be read from it.
 */
export function answerKey(obs: Observation): number {
  return hash53(`${obs.start}\n${obs.entity.id}\n${contentOf(obs)}`);
}

/** Magic, version, then pairs of key and p, the least key first: the same answers are the same bytes. */
export function answerBytes(answers: Answers): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(HEADER + PAIR * answers.size));
  [...MAGIC].forEach((letter, at) => bytes.setUint8(at, letter.charCodeAt(0)));
  bytes.setUint16(MAGIC.length, VERSION, true);
  [...answers.keys()]
    .sort((a, b) => a - b)
    .forEach((key, index) => {
      bytes.setFloat64(HEADER + PAIR * index, key, true);
      bytes.setFloat64(HEADER + PAIR * index + 8, answers.get(key) ?? Number.NaN, true);
    });
  return new Uint8Array(bytes.buffer);
}

/** @throws HabitusError HAB-STATE-001 for a block that is none, is cut, or is of a version to come */
export function answersIn(block: Uint8Array): Map<number, number> {
  const bytes = new DataView(block.buffer, block.byteOffset, block.byteLength);
  const magic = String.fromCharCode(...block.subarray(0, MAGIC.length));
  if (magic !== MAGIC) throw new HabitusError('HAB-STATE-001', JSON.stringify(magic), 'a block of answers');
  if (block.length < HEADER || (block.length - HEADER) % PAIR !== 0) throw new HabitusError('HAB-STATE-001', `${block.length} bytes`, 'whole pairs of answers');
  const version = bytes.getUint16(MAGIC.length, true);
  if (version !== VERSION) throw new HabitusError('HAB-STATE-001', `version ${version}`, `answers of version ${VERSION}`);
  const answers = new Map<number, number>();
  for (let at = HEADER; at < block.length; at += PAIR) answers.set(bytes.getFloat64(at, true), bytes.getFloat64(at + 8, true));
  return answers;
}

function contentOf(obs: Observation): string {
  switch (obs.kind) {
    case 'values':
      return [...obs.values]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([value, count]) => `${count} ${value}`)
        .join('\n');
    case 'ordered':
      return String(digestOf(obs));
    case 'single':
      return `${obs.eventId}\n${obs.value}`;
    default:
      return String(obs.value);
  }
}
