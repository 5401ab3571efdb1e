import { createHmac } from 'node:crypto';
import { checkNamed, usualCheck, type CheckName } from './checks';

const NOW = Date.UTC(2026, 10, 24, 12);
const BODY = Buffer.from('{"id":"evt_1", "a": 1}');
const SECRET = 'shared secret';

const sign = (algorithm: string, encoding: 'hex' | 'base64' = 'hex', secret = SECRET, body: string | Buffer = BODY): string =>
  createHmac(algorithm, secret).update(body).digest(encoding);
const at = (seconds: number): string => String(NOW / 1000 + seconds);
const stripe = (seconds: number, secret = SECRET): string => `t=${at(seconds)},v1=${sign('sha256', 'hex', secret, `${at(seconds)}.${BODY.toString()}`)}`;

function passes(name: CheckName, headers: Record<string, string>, secrets: readonly string[] = [SECRET], body = BODY): boolean {
  return checkNamed(name, secrets)({ headers, body, now: NOW });
}

test.each<[string, CheckName, Record<string, string>]>([
  ['Stripe', 'stripe', { 'stripe-signature': stripe(-10) }],
  ['Stripe, at the edge', 'stripe', { 'stripe-signature': stripe(-300) }],
  [
    'Stripe, two signatures while a secret is replaced, and the old scheme',
    'stripe',
    { 'stripe-signature': `${stripe(0, 'old')},${stripe(0).split(',')[1]},v0=ff` },
  ],
  ['Segment', 'segment', { 'x-signature': sign('sha1') }],
  ['Keycloak', 'keycloak', { 'x-keycloak-signature': sign('sha256') }],
  ['Hotjar', 'hotjar', { 'com-hotjar-signature': sign('sha256').toUpperCase() }],
  ['GitHub', 'github', { 'x-hub-signature-256': `sha256=${sign('sha256')}` }],
  ['Okta', 'okta', { authorization: SECRET }],
  ['Auth0', 'auth0', { authorization: `Bearer ${SECRET}` }],
  ['a token', 'token', { authorization: `bearer ${SECRET}` }],
])('%s: what knows the secret passes, what does not know it fails', (_name, check, headers) => {
  expect(passes(check, headers)).toBe(true);
  expect(passes(check, headers, ['other', SECRET])).toBe(true);
  expect(passes(check, headers, ['other'])).toBe(false);
  expect(passes(check, headers, [''])).toBe(false);
  expect(passes(check, headers, [])).toBe(false);
  expect(passes(check, {})).toBe(false);
});

test.each<[CheckName, Record<string, string>]>([
  ['stripe', { 'stripe-signature': stripe(0) }],
  ['segment', { 'x-signature': sign('sha1') }],
  ['keycloak', { 'x-keycloak-signature': sign('sha256') }],
])('%s signs the bytes: a space more and it fails', (check, headers) => {
  expect(passes(check, headers, [SECRET], Buffer.from('{"id":"evt_1",  "a": 1}'))).toBe(false);
});

test.each([
  ['too old', stripe(-301)],
  ['too new', stripe(301)],
  ['another time than the one signed', stripe(-10).replace(/t=\d+/, `t=${at(0)}`)],
  ['no time', stripe(0).replace(/t=\d+,/, '')],
  ['a time that is none', stripe(0).replace(/t=\d+/, 't=NaN')],
  ['the old scheme only', stripe(0).replace('v1', 'v0')],
])('Stripe: %s fails', (_name, header) => expect(passes('stripe', { 'stripe-signature': header })).toBe(false));

test('Segment signs only the first event of a batch: such a request fails, as the others could be anything', () => {
  const batch = Buffer.from(`[${BODY.toString()},{"id":"forged"}]`);
  expect(passes('segment', { 'x-signature': sign('sha1') }, [SECRET], batch)).toBe(false);
});

test('a form of one’s own: header, algorithm and encoding', () => {
  const check = checkNamed('hmac', [SECRET], { header: 'X-My-Signature', algorithm: 'sha512', encoding: 'base64' });
  expect(check({ headers: { 'x-my-signature': sign('sha512', 'base64') }, body: BODY, now: NOW })).toBe(true);
  expect(check({ headers: { 'x-my-signature': sign('sha512', 'hex') }, body: BODY, now: NOW })).toBe(false);
});

test('a source without a way of its own sends a token', () => {
  expect([usualCheck('stripe'), usualCheck('posthog'), usualCheck('okta')]).toEqual(['stripe', 'token', 'okta']);
});
