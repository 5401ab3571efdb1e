import { HabitusError } from '../../pkg/errors';
import { alb } from './alb/parse';
import { amplitude } from './amplitude/parse';
import { auth0 } from './auth0/parse';
import { cloudfront } from './cloudfront/parse';
import { cloudtrail } from './cloudtrail/parse';
import { duo } from './duo/parse';
import { ecs } from './ecs/parse';
import { entraId } from './entra-id/parse';
import { faro } from './faro/parse';
import { githubAudit } from './github-audit/parse';
import { googleAnalytics } from './google-analytics/parse';
import { googleWorkspace } from './google-workspace/parse';
import { haproxy } from './haproxy/parse';
import { hotjar } from './hotjar/parse';
import { iis } from './iis/parse';
import { keycloak } from './keycloak/parse';
import { mixpanel } from './mixpanel/parse';
import { okta } from './okta/parse';
import { posthog } from './posthog/parse';
import { segment } from './segment/parse';
import { ocsf } from './ocsf/parse';
import type { Source } from './source';
import { sshd } from './sshd/parse';
import { stripe } from './stripe/parse';
import { traefik } from './traefik/parse';
import { transactions } from './transactions/parse';
import { webAccess } from './web-access/parse';
import { windows } from './windows/parse';

export const SOURCES: readonly Source[] = [
  ecs,
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
];

/** @throws HabitusError HAB-CLI-001 for a name that is no source's */
export function sourceNamed(name: string): Source {
  const source = SOURCES.find((one) => one.name === name);
  if (source) return source;
  throw new HabitusError('HAB-CLI-001', name, `a source: ${SOURCES.map((one) => one.name).join(', ')}`);
}

/** The source that is surest of these first lines, when it is more sure than not. */
export function guessSource(sample: string): Source | undefined {
  const best = SOURCES.map((source) => ({ source, sure: source.guess(sample) })).sort((a, b) => b.sure - a.sure)[0];
  return best && best.sure > 0.5 ? best.source : undefined;
}
