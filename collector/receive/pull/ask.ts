import { setTimeout as sleep } from 'node:timers/promises';
import { HabitusError } from '../../../pkg/errors';
import type { Millis } from '../../../pkg/model';
import type { Answer, Credentials } from './service';

const TIMEOUT = 60_000;
const MOST_BYTES = 64 * 1024 * 1024;
const MOST_TRIES = 8;
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 5 * 60_000;
/** Google says so with 403. */
const LIMITED = /rateLimitExceeded|quotaExceeded|userRateLimitExceeded/i;

/** A service that does not want the cursor any more: the round begins again at its moment. */
export class CursorRefused extends Error {}

export interface AskOptions {
  readonly credentials: Credentials;
  readonly signal: AbortSignal;
  /** The first pause after a failure, doubled each time. */
  readonly pause?: Millis;
}

/**
 * Asks for a page until it is there: waits as long as the service says (`Retry-After`, `X-Rate-Limit-Reset`) or, where it does not, twice as long each time, with jitter.
 * @throws HabitusError HAB-RECV-009 when it does not answer in eight tries, or refuses; CursorRefused for 400 and 410
 */
export async function ask(url: string, { credentials, signal, pause = FIRST_PAUSE }: AskOptions): Promise<Answer> {
  let failure = '';
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const result = await once(url, credentials, signal);
    if ('body' in result) return result;
    signal.throwIfAborted();
    failure = result.failure;
    const wait = result.wait ?? Math.min(LONGEST_PAUSE, pause * 2 ** tries);
    await sleep(wait * (1 + 0.2 * Math.random()), undefined, { ref: false, signal });
  }
  throw new HabitusError('HAB-RECV-009', failure, `${new URL(url).host} to answer`);
}

type Failed = { readonly failure: string; readonly wait?: Millis };

async function once(url: string, credentials: Credentials, signal: AbortSignal): Promise<Answer | Failed> {
  const headers = await credentials.headers();
  const answer = await fetch(url, { headers, redirect: 'error', signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT)]) }).catch(
    (cause: unknown) => cause as Error
  );
  if (answer instanceof Error) return { failure: answer.message };
  const text = await textOf(answer);
  if (answer.ok) return parsed(text, answer.headers);
  if (answer.status === 400 || answer.status === 410) throw new CursorRefused(`${answer.status}`);
  if (answer.status === 401) {
    credentials.refused();
    return { failure: '401: the credentials were refused' };
  }
  const limited = answer.status === 429 || (answer.status === 403 && LIMITED.test(text));
  if (!limited && answer.status < 500) throw new HabitusError('HAB-RECV-009', `${answer.status} ${text.slice(0, 100)}`, `${new URL(url).host} to let it read`);
  const wait = waitOf(answer.headers);
  return { failure: `${answer.status}`, ...(wait !== undefined && { wait }) };
}

function parsed(text: string, headers: Headers): Answer | Failed {
  try {
    return { body: JSON.parse(text) as unknown, headers };
  } catch {
    return { failure: 'an answer that is no JSON' };
  }
}

async function textOf(answer: Response): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer.body ?? []) {
    chunks.push(Buffer.from(chunk as Uint8Array));
    if ((size += (chunk as Uint8Array).length) > MOST_BYTES) throw new HabitusError('HAB-RECV-009', 'more', `a page of at most ${MOST_BYTES} bytes`);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Seconds, a date, or the epoch second at which the limit ends, by the service's own clock. */
function waitOf(headers: Headers): Millis | undefined {
  const after = headers.get('retry-after');
  const now = Date.parse(headers.get('date') ?? '') || Date.now();
  const reset = Number(headers.get('x-rate-limit-reset') ?? NaN) * 1000 - now;
  const wait = after === null ? reset : /^\d{1,6}$/.test(after) ? Number(after) * 1000 : Date.parse(after) - now;
  return Number.isNaN(wait) ? undefined : Math.min(LONGEST_PAUSE, Math.max(0, wait));
}
