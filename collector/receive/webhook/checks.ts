import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import type { Millis } from '../../../pkg/model';

/** What of a request a check looks at. The body is as it was sent: a signature is of bytes, not of what they mean. */
export interface Signed {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
  readonly now: Millis;
}

/** Whether a request comes from who knows the secret. Takes as long for a wrong one as for a right one. */
export type Check = (request: Signed) => boolean;

/** Secrets are several while one replaces the other: any will do. */
export type Secrets = readonly string[];

export interface HmacForm {
  readonly header: string;
  readonly algorithm: 'sha1' | 'sha256' | 'sha512';
  readonly encoding: 'hex' | 'base64';
}

/** How each vendor signs, from its documentation; what has no line here is set by its form, or sends a token. */
const FORMS = {
  // https://segment.com/docs/connections/destinations/catalog/webhooks: of a batch only the first event is signed, which proves nothing of the rest and is refused.
  segment: { header: 'x-signature', algorithm: 'sha1', encoding: 'hex' },
  // The event emitter of https://github.com/p2-inc/keycloak-events; Keycloak itself has no webhook.
  keycloak: { header: 'x-keycloak-signature', algorithm: 'sha256', encoding: 'hex' },
  // From a public summary of Hotjar's webhooks; not checked with Hotjar.
  hotjar: { header: 'com-hotjar-signature', algorithm: 'sha256', encoding: 'hex' },
  // https://docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries
  github: { header: 'x-hub-signature-256', algorithm: 'sha256', encoding: 'hex' },
} as const satisfies Record<string, HmacForm>;

export const CHECK_NAMES = ['stripe', 'segment', 'keycloak', 'hotjar', 'github', 'okta', 'auth0', 'token', 'hmac'] as const;
export type CheckName = (typeof CHECK_NAMES)[number];

/**
 * The check of a name. `okta`, `auth0` and `token` (PostHog and others that take a header of your own) compare the Authorization header, with or
 * without `Bearer `; `hmac` is of the form named.
 */
export function checkNamed(name: CheckName, secrets: Secrets, form: HmacForm = FORMS.keycloak): Check {
  if (name === 'stripe') return stripe(secrets);
  if (name === 'okta' || name === 'auth0' || name === 'token') return token(secrets);
  return hmac(secrets, name === 'hmac' ? form : FORMS[name]);
}

/** The check that a source has where none is named. */
export function usualCheck(source: string): CheckName {
  return CHECK_NAMES.find((name) => name === source) ?? 'token';
}

export function token(secrets: Secrets): Check {
  return ({ headers }) => {
    const given = one(headers['authorization']).replace(/^Bearer +/i, '');
    return anyOf(secrets, (secret) => sameText(given, secret));
  };
}

/** HMAC of the body in a header, perhaps behind `sha256=`. */
function hmac(secrets: Secrets, { header, algorithm, encoding }: HmacForm): Check {
  return ({ headers, body }) => {
    const given = one(headers[header.toLowerCase()]).replace(/^sha\d+=/, '');
    const read = encoding === 'hex' ? given.toLowerCase() : given;
    return anyOf(secrets, (secret) => sameText(read, createHmac(algorithm, secret).update(body).digest(encoding)));
  };
}

const STRIPE_TOLERANCE = 300_000;

/** `Stripe-Signature: t=1492774577,v1=…,v1=…`: HMAC-SHA256 of `t.body`, not older or newer than 300 s. https://docs.stripe.com/webhooks#verify-manually */
function stripe(secrets: Secrets): Check {
  return ({ headers, body, now }) => {
    const parts = one(headers['stripe-signature'])
      .split(',')
      .slice(0, MOST_PARTS)
      .map((part) => part.trim().split('=', 2));
    const at = parts.find(([key]) => key === 't')?.[1] ?? '';
    const given = parts.filter(([key]) => key === 'v1').map(([, value = '']) => value);
    const isFresh = /^\d{1,12}$/.test(at) && Math.abs(now - Number(at) * 1000) <= STRIPE_TOLERANCE;
    const wanted = secrets.map((secret) => createHmac('sha256', secret).update(`${at}.`).update(body).digest('hex'));
    return anyOf(wanted, (signature) => anyOf(given, (each) => sameText(each, signature))) && isFresh;
  };
}

const MOST_PARTS = 16;

function one(header: string | string[] | undefined): string {
  return (Array.isArray(header) ? header[0] : header) ?? '';
}

/** Looks at all of them, so that the time does not tell which fitted. */
export function anyOf<T>(list: readonly T[], fits: (item: T) => boolean): boolean {
  return list.map(fits).includes(true);
}

/** Compares hashes of both: in constant time, whatever their lengths are. */
export function sameText(given: string, wanted: string): boolean {
  return wanted !== '' && timingSafeEqual(hash('sha256', given, 'buffer'), hash('sha256', wanted, 'buffer'));
}
