import { readFileSync, statSync } from 'node:fs';
import { HabitusError } from '../../pkg/errors';
import { WatchedFiles } from '../config/watched-files';
import { anyOf, sameText, type Secrets } from './webhook/checks';

/** The token itself, or the file that it stands in: a token a line, so that an old one goes on beside a new one until all senders have that. */
export type TokenPlace = string | { readonly file: string };

const MOST_TOKENS = 16;
const MOST_BYTES = 64 * 1024;
/** What can stand behind `Bearer ` in a header. */
const TOKEN = /^[\x21-\x7e]{1,4096}$/;
const EXPECTED = `1 to ${MOST_TOKENS} tokens of printable ASCII without spaces, one a line`;

/**
 * The tokens that senders may show. Of a file they are read again when it changes: what was read before is in force until then, and stays so, said in the
 * error of `files`, while the file cannot be used.
 * @returns `tokens`, which always holds what is in force; `files`, to be closed, where there is one
 * @throws HabitusError HAB-CONF-001 for a file that cannot be used now. Never says what is in it
 */
export function watchTokens(place: TokenPlace): { readonly tokens: Secrets; readonly files?: WatchedFiles<Secrets> } {
  if (typeof place === 'string') return { tokens: [place] };
  const files = new WatchedFiles<Secrets>([place.file], () => readTokens(place.file));
  const tokens = [...files.value];
  files.onChange((next) => tokens.splice(0, tokens.length, ...next));
  return { tokens, files };
}

/** Whether an Authorization header is `Bearer` and one of the tokens. Takes as long for a wrong one as for a right one. */
export function holdsToken(authorization: string, tokens: Secrets): boolean {
  return anyOf(tokens, (token) => sameText(authorization, `Bearer ${token}`));
}

function readTokens(path: string): string[] {
  const tokens = textOf(path)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (tokens.length === 0) throw refused(path, 'none');
  if (tokens.length > MOST_TOKENS) throw refused(path, `${tokens.length} lines`);
  const wrong = tokens.findIndex((token) => !TOKEN.test(token));
  if (wrong >= 0) throw refused(path, `another as token ${wrong + 1}`);
  return tokens;
}

function textOf(path: string): string {
  let size: number;
  try {
    ({ size } = statSync(path));
    if (size <= MOST_BYTES) return readFileSync(path, 'utf8');
  } catch (cause) {
    throw refused(path, (cause as Error).message);
  }
  throw refused(path, `${size} bytes`);
}

function refused(path: string, got: string): HabitusError {
  return new HabitusError('HAB-CONF-001', got, `${EXPECTED}, in the file ${path} of otlp.tokenFile`);
}
