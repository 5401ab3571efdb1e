import { createPrivateKey, sign } from 'node:crypto';
import { HabitusError } from '../../../pkg/errors';
import type { Millis } from '../../../pkg/model';
import type { Credentials } from './service';

/** How a token is asked for: the form that is posted to an OAuth 2.0 token endpoint. */
export interface Grant {
  readonly url: string;
  form(now: Millis): Readonly<Record<string, string>>;
}

/** A token is renewed so long before it ends. */
const MARGIN = 60_000;
const TIMEOUT = 30_000;

/** Keeps a token of a grant for as long as it holds. What it throws never shows the secret. */
export function tokenCredentials(grant: Grant, clock: () => Millis): Credentials {
  let token = '';
  let until: Millis = 0;
  return {
    async headers() {
      if (clock() >= until) {
        const fresh = await ask(grant, clock());
        token = fresh.token;
        until = clock() + fresh.holds - MARGIN;
      }
      return { authorization: `Bearer ${token}` };
    },
    refused() {
      until = 0;
    },
  };
}

/** The client credentials of an Entra application. */
export function clientGrant(login: URL, tenant: string, client: string, secret: string, scope: string): Grant {
  return {
    url: new URL(`/${encodeURIComponent(tenant)}/oauth2/v2.0/token`, login).href,
    form: () => ({ grant_type: 'client_credentials', client_id: client, client_secret: secret, scope }),
  };
}

/** A service account of Google in the name of an administrator. @throws HabitusError HAB-CONF-001 for a key file of another form */
export function serviceAccountGrant(keyFile: string, subject: string, scope: string): Grant {
  const { client_email: issuer, private_key: pem, token_uri: url = 'https://oauth2.googleapis.com/token' } = parsed(keyFile);
  if (issuer === undefined || pem === undefined) {
    throw new HabitusError('HAB-CONF-001', 'another form', 'the JSON key of a service account, with client_email and private_key');
  }
  const key = createPrivateKey(pem);
  return {
    url,
    form(now) {
      const seconds = Math.floor(now / 1000);
      const claims = { iss: issuer, sub: subject, scope, aud: url, iat: seconds, exp: seconds + 3_600 };
      const body = `${encode({ alg: 'RS256', typ: 'JWT' })}.${encode(claims)}`;
      return {
        grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
        assertion: `${body}.${sign('sha256', Buffer.from(body), key).toString('base64url')}`,
      };
    },
  };
}

interface KeyFile {
  readonly client_email?: string;
  readonly private_key?: string;
  readonly token_uri?: string;
}

function parsed(keyFile: string): KeyFile {
  try {
    return JSON.parse(keyFile) as KeyFile;
  } catch {
    return {};
  }
}

function encode(part: unknown): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

async function ask({ url, form }: Grant, now: Millis): Promise<{ readonly token: string; readonly holds: Millis }> {
  const answer = await fetch(url, { method: 'POST', body: new URLSearchParams(form(now)), redirect: 'error', signal: AbortSignal.timeout(TIMEOUT) });
  const body = (await answer.json().catch(() => ({}))) as { access_token?: unknown; expires_in?: unknown; error?: unknown };
  if (answer.ok && typeof body.access_token === 'string') return { token: body.access_token, holds: Number(body.expires_in ?? 3_600) * 1000 };
  throw new HabitusError('HAB-RECV-009', `${answer.status} ${typeof body.error === 'string' ? body.error : ''}`, `a token from ${new URL(url).host}`);
}
