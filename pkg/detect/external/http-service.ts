import { readFile } from 'node:fs/promises';
import { HabitusError } from '../../errors';
import type { ScoringService } from './client';

/** Where a scoring service is. */
export interface HttpPlace {
  /** `https://`, or `http://` of this machine. */
  readonly url: string;
  /** File whose first line is sent as `Authorization: Bearer`: read at each request, so that a token is replaced without a restart. */
  readonly tokenFile?: string;
}

/** Answers after which the same question is asked again: it was too slow, or there were too many. */
const PASSING: ReadonlySet<number> = new Set([408, 425, 429]);
/** What can stand behind `Bearer ` in a header. */
const TOKEN = /^[\x21-\x7e]{1,4096}$/;

/** A scoring service over HTTP: one POST of JSON a request, never led elsewhere. Nothing of an answer that is none, and nothing of the token, is in an error. */
export class HttpService implements ScoringService {
  public constructor(private readonly place: HttpPlace) {}

  public async ask(body: string, most: number, signal: AbortSignal): Promise<string> {
    const { url, tokenFile } = this.place;
    const headers = { 'content-type': 'application/json', accept: 'application/json', 'user-agent': 'habitus' };
    const authorization = tokenFile === undefined ? {} : { authorization: `Bearer ${await tokenIn(tokenFile)}` };
    const response = await fetch(url, { method: 'POST', body, headers: { ...headers, ...authorization }, redirect: 'manual', signal });
    if (response.status !== 200) {
      await response.body?.cancel();
      throw new HabitusError(isPassing(response.status) ? 'HAB-DETECT-001' : 'HAB-DETECT-003', `status ${response.status}`);
    }
    return await textOf(response, most);
  }
}

function isPassing(status: number): boolean {
  return status >= 500 || PASSING.has(status);
}

/** As far as it may be read; one byte more where it is longer, which `readAnswer` then refuses. */
async function textOf(response: Response, most: number): Promise<string> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of response.body ?? []) {
    pieces.push(piece);
    length += piece.length;
    if (length > most) break;
  }
  return Buffer.concat(pieces)
    .subarray(0, most + 1)
    .toString();
}

async function tokenIn(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new HabitusError(
      'HAB-DETECT-003',
      (error as NodeJS.ErrnoException).code ?? 'an error',
      `a token in the file ${file} of detectors.external.tokenFile`
    );
  });
  const token = text.split('\n', 1)[0]!.trim();
  if (TOKEN.test(token)) return token;
  throw new HabitusError(
    'HAB-DETECT-003',
    'another first line',
    `a token of printable ASCII without spaces in the file ${file} of detectors.external.tokenFile`
  );
}
