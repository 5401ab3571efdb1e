import { HabitusError } from '../../errors';
import type { Part } from './request';

/**
 * The p of each observation of a request, by its place there; undefined where the service gave none (`null`, or left out).
 * Form: `{"request": 7, "scores": [{"id": 0, "p": 0.03}, {"id": 1, "p": null}]}`, in any order; other keys are passed by.
 * @throws HabitusError HAB-DETECT-002 when it is anything else: of another request, too long, an id unknown or twice, a p outside 0 to 1. All of it is
 * refused then: who errs in one score may have mixed up the others
 */
export function readAnswer(text: string, { request, places }: Part, mostBytes: number): (number | undefined)[] {
  if (Buffer.byteLength(text) > mostBytes) throw refused('more bytes than an answer may have', `at most ${mostBytes} bytes`);
  const answer = parsed(text);
  if (!isRecord(answer) || !Array.isArray(answer['scores'])) throw refused('JSON without a list of scores');
  if (answer['request'] !== request) throw refused('an answer to another request', `the answer to request ${request}`);
  const scores = answer['scores'] as readonly unknown[];
  if (scores.length > places.length) throw refused(`${scores.length} scores`, `at most ${places.length} scores`);
  const found = new Array<number | undefined>(places.length).fill(undefined);
  const met = new Set<number>();
  for (const score of scores) {
    const [id, p] = readScore(score, places.length);
    if (met.has(id)) throw refused(`id ${id} twice`);
    met.add(id);
    found[id] = p;
  }
  return found;
}

function readScore(score: unknown, count: number): readonly [id: number, p: number | undefined] {
  if (!isRecord(score)) throw refused('a score that is no object');
  const { id, p } = score;
  if (typeof id !== 'number' || !Number.isInteger(id) || id < 0 || id >= count) throw refused('an id that was not asked', `an id from 0 to ${count - 1}`);
  if (p === null || p === undefined) return [id, undefined];
  if (typeof p !== 'number' || !(p >= 0 && p <= 1)) throw refused(typeof p === 'number' ? p : `a p that is a ${typeof p}`, 'a p from 0 to 1');
  return [id, p];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refused('text that is no JSON');
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function refused(got: unknown, expected?: string): HabitusError {
  return new HabitusError('HAB-DETECT-002', got, expected);
}
