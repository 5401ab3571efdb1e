import { HabitusError } from '../../errors';
import { asHabitusError, isNoAnswer, isTransient, reasonOf, statusOf } from './failure';
import type { Pace } from './pace';

/** One document on its way. */
export interface Item {
  readonly id: string;
  /** JSON, without a newline. Bytes where they are known to be UTF-8. */
  readonly source: string | Buffer;
  /** Of what is kept by month: the time by which it goes to the index of one. */
  readonly at?: number;
}

/** What the cluster said of one item, as the bulk API gives it. */
export interface Said {
  readonly status: number;
  readonly index?: string;
  readonly reason?: string;
}

/** What became of one item. `index`: where it was created. */
export interface Outcome {
  readonly item: Item;
  readonly result: 'created' | 'duplicate' | 'refused';
  readonly index?: string;
  readonly reason?: string;
}

/** Sends items in one request, in order. Rejects when the request as a whole fails. */
export type Send = (items: readonly Item[]) => Promise<readonly Said[]>;

interface Pending {
  readonly item: Item;
  /** A try ended without an answer: it may have landed. */
  readonly unsure: boolean;
}

interface Round {
  readonly outcomes: Outcome[];
  readonly again: Pending[];
  readonly why: string;
}

/**
 * Delivers items until each is created, known or refused. Of an answer in which some were turned away for now (429, 5xx), only those are
 * sent again; a request without an answer is sent again whole, which deterministic ids make safe. 413 halves the request.
 *
 * @throws HabitusError HAB-STORE-003 when the cluster takes nothing for as long as the patience lasts, HAB-STORE-006 when it refuses us;
 *         what was created by then stays, and a second delivery finds it
 */
export async function deliver(items: readonly Item[], send: Send, pace: Pace): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  let pending: readonly Pending[] = items.map((item) => ({ item, unsure: false }));
  let since = pace.now();
  for (let tries = 0; pending.length > 0; tries++) {
    const round = await pace.run(() => attempt(pending, send)).catch((error: unknown) => refused(pace, error));
    outcomes.push(...round.outcomes);
    if (round.again.length === 0) {
      pace.succeeded();
      break;
    }
    pace.refused(round.why);
    if (round.outcomes.length > 0) since = pace.now();
    if (pace.now() - since > pace.patience) throw new HabitusError('HAB-STORE-003', round.why, 'Elasticsearch to take events');
    pending = round.again;
    await pace.pause(tries);
  }
  return outcomes;
}

function refused(pace: Pace, error: unknown): never {
  pace.refused(error instanceof Error ? error.message : String(error));
  throw error;
}

/** A request that is safe to repeat, repeated while the cluster does not answer and the patience lasts. @throws HabitusError as `asHabitusError` says */
export async function patiently<T>(pace: Pace, request: () => Promise<T>): Promise<T> {
  const since = pace.now();
  for (let tries = 0; ; tries++) {
    try {
      return await request();
    } catch (error) {
      const known = asHabitusError(error);
      pace.trouble.refused(known instanceof Error ? known.message : String(known));
      if (!(known instanceof HabitusError) || known.permanent || pace.now() - since > pace.patience) throw known;
      await pace.pause(tries);
    }
  }
}

async function attempt(pending: readonly Pending[], send: Send): Promise<Round> {
  try {
    const said = await send(pending.map(({ item }) => item));
    return sorted(pending, said);
  } catch (error) {
    if (statusOf(error) === 413) return await halves(pending, send);
    if (!isTransient(error)) throw asHabitusError(error);
    const unsure = isNoAnswer(error);
    return { outcomes: [], again: pending.map((each) => ({ item: each.item, unsure: each.unsure || unsure })), why: reasonOf(error) };
  }
}

async function halves(pending: readonly Pending[], send: Send): Promise<Round> {
  if (pending.length === 1) {
    return { outcomes: [{ item: pending[0]!.item, result: 'refused', reason: 'longer than the cluster takes in one request' }], again: [], why: '' };
  }
  const middle = pending.length >> 1;
  const [first, second] = [await attempt(pending.slice(0, middle), send), await attempt(pending.slice(middle), send)];
  return { outcomes: [...first.outcomes, ...second.outcomes], again: [...first.again, ...second.again], why: second.why || first.why };
}

function sorted(pending: readonly Pending[], said: readonly Said[]): Round {
  const round: Round & { why: string } = { outcomes: [], again: [], why: '' };
  for (let i = 0; i < pending.length; i++) {
    const each = pending[i]!;
    const answer = said[i] ?? { status: 503, reason: 'no answer for the item' };
    const outcome = outcomeOf(each, answer);
    if (outcome !== undefined) round.outcomes.push(outcome);
    else {
      round.again.push(each);
      round.why = answer.reason ?? `HTTP ${answer.status}`;
    }
  }
  return round;
}

/** Undefined: not now. @throws HabitusError HAB-STORE-006 when the cluster refuses us and not the item */
function outcomeOf({ item, unsure }: Pending, { status, index, reason = '' }: Said): Outcome | undefined {
  if (status < 300) return index === undefined ? { item, result: 'created' } : { item, result: 'created', index };
  // Our own first try may be what it conflicts with.
  if (status === 409) return { item, result: unsure ? 'created' : 'duplicate' };
  // 404: the index was deleted under us, and is made again.
  if (status === 404 || status === 429 || status >= 500 || isBlocked(reason)) return undefined;
  if (status === 401 || status === 403) throw new HabitusError('HAB-STORE-006', `HTTP ${status} ${reason}`);
  return { item, result: 'refused', reason };
}

/** A full disk or an operator makes indices read-only; that is no fault of the item, and passes. */
function isBlocked(reason: string): boolean {
  return reason.includes('cluster_block_exception');
}
