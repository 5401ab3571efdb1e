import { HabitusError } from '../../pkg/errors';
import { alb } from './alb/parse';
import { amplitude } from './amplitude/parse';
import { auth0 } from './auth0/parse';
import { cloudfront } from './cloudfront/parse';
import { cloudtrail } from './cloudtrail/parse';
import { duo } from './duo/parse';
import { ecsSource } from './ecs/parse';
import { entraId } from './entra-id/parse';
import { faro } from './faro/parse';
import { githubAudit } from './github-audit/parse';
import { googleAnalytics } from './google-analytics/parse';
import { googleWorkspace } from './google-workspace/parse';
import { guessAmong } from './guess-source';
import { haproxy } from './haproxy/parse';
import { hotjar } from './hotjar/parse';
import { iis } from './iis/parse';
import { jumpcloud } from './jumpcloud/parse';
import { keycloak } from './keycloak/parse';
import { microsoft365 } from './microsoft-365/parse';
import { mixpanel } from './mixpanel/parse';
import { ocsf } from './ocsf/parse';
import { okta } from './okta/parse';
import { onepassword } from './onepassword/parse';
import { otel } from './otel/parse';
import { posthog } from './posthog/parse';
import { segment } from './segment/parse';
import type { Source } from './source';
import { sshd } from './sshd/parse';
import { stripe } from './stripe/parse';
import { traefik } from './traefik/parse';
import { transactions } from './transactions/parse';
import { webAccess } from './web-access/parse';
import { windows } from './windows/parse';

/** Each knows its own records, also inside a shipper's document. */
const VENDORS: readonly Source[] = [
  segment,
  sshd,
  webAccess,
  windows,
  mixpanel,
  posthog,
  amplitude,
  googleAnalytics,
  keycloak,
  hotjar,
  stripe,
  okta,
  transactions,
  faro,
  entraId,
  traefik,
  haproxy,
  auth0,
  googleWorkspace,
  iis,
  cloudfront,
  alb,
  cloudtrail,
  githubAudit,
  duo,
  ocsf,
  otel,
  microsoft365,
  onepassword,
  jumpcloud,
];

export const SOURCES: readonly Source[] = [ecsSource((record) => guessAmong(VENDORS, record)), ...VENDORS];

/** @throws HabitusError HAB-CLI-001 for a name that is no source's */
export function sourceNamed(name: string): Source {
  const source = SOURCES.find((one) => one.name === name);
  if (source) return source;
  throw new HabitusError('HAB-CLI-001', name, `a source: ${SOURCES.map((one) => one.name).join(', ')}`);
}

/** The source that is surest of these first lines, when it is more sure than not. */
export function guessSource(sample: string): Source | undefined {
  return guessAmong(SOURCES, sample);
}
