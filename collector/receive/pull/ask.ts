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
export async function ask(url: string, options: AskOptions): Promise<Answer> {
  return await persist(url, options, async (headers) => {
    const answer = await reach(url, headers, AbortSignal.any([options.signal, AbortSignal.timeout(TIMEOUT)]));
    if ('failure' in answer) return answer;
    const text = await textOf(answer);
    return answer.ok ? parsed(text, answer.headers) : refusal(answer, text);
  });
}

/** The same until the answer begins; what it says is read by the caller, who sees to it that it comes to an end. @param signalOf of each try: ends it and the reading */
export async function askOpen(url: string, options: AskOptions, signalOf: () => AbortSignal): Promise<Response> {
  const opened = await persist(url, options, async (headers) => {
    const answer = await reach(url, headers, signalOf());
    if ('failure' in answer) return answer;
    return answer.ok ? { answer } : refusal(answer, await textOf(answer));
  });
  return opened.answer;
}

/** Where and when a service cannot be read any further; `wait` where it says how long. */
type Failed = { readonly failure: string; readonly wait?: Millis; readonly isRefused?: boolean };

async function persist<T extends object>(
  url: string,
  { credentials, signal, pause = FIRST_PAUSE }: AskOptions,
  once: (headers: Readonly<Record<string, string>>) => Promise<T | Failed>
): Promise<T> {
  let failure = '';
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const result = await once(await credentials.headers());
    if (!('failure' in result)) return result;
    if (result.isRefused === true) credentials.refused();
    signal.throwIfAborted();
    failure = result.failure;
    const wait = result.wait ?? Math.min(LONGEST_PAUSE, pause * 2 ** tries);
    await sleep(wait * (1 + 0.2 * Math.random()), undefined, { ref: false, signal });
  }
  throw new HabitusError('HAB-RECV-009', failure, `${new URL(url).host} to answer`);
}

async function reach(url: string, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Response | Failed> {
  return await fetch(url, { headers, redirect: 'error', signal }).catch((cause: unknown) => ({ failure: (cause as Error).message }));
}

/** What an answer that is none means. @throws HabitusError HAB-RECV-009 where asking again will not help; CursorRefused for 400 and 410 */
function refusal({ status, headers, url }: Response, text: string): Failed {
  if (status === 400 || status === 410) throw new CursorRefused(`${status}`);
  if (status === 401) return { failure: '401: the credentials were refused', isRefused: true };
  const limited = status === 429 || (status === 403 && LIMITED.test(text));
  if (!limited && status < 500) throw new HabitusError('HAB-RECV-009', `${status} ${text.slice(0, 100)}`, `${new URL(url).host} to let it read`);
  const wait = waitOf(headers);
  return { failure: `${status}`, ...(wait !== undefined && { wait }) };
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
