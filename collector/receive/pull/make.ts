import { join } from 'node:path';
import { HabitusError } from '../../../pkg/errors';
import { DAY, type Millis } from '../../../pkg/model';
import type { PullConfig } from '../../config/schema';
import { readSecrets } from '../../config/secret';
import type { RecordIntake } from '../intake';
import { isLoopback } from '../loopback';
import { ENTRA_LOGS, entraLog } from './entra-id';
import { googleAnalyticsFolder } from './google-analytics';
import { googleLog } from './google-workspace';
import { mixpanelCredentials, mixpanelStream } from './mixpanel';
import { oktaCredentials, oktaStream } from './okta';
import { Pull } from './pull';
import type { Credentials, PullStream } from './service';
import { clientGrant, serviceAccountGrant, tokenCredentials } from './tokens';
import { windowedStream } from './windows';

export interface PullParts {
  readonly intake: RecordIntake;
  readonly dir: string;
  readonly clock: () => Millis;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The receivers of one entry: one for each log of the service. @throws HabitusError HAB-CONF-001 for what is missing */
export function makePulls(config: PullConfig, { intake, dir, clock, env }: PullParts): Pull[] {
  const since = clock() - ('days' in config ? config.days : 0) * DAY;
  const { streams, credentials } = serviceOf(config, since, env, clock);
  return streams.map(
    (stream) =>
      new Pull(intake, {
        stream,
        credentials,
        cursor: join(dir, 'cursors', `pull-${stream.name.replace(/[^\w.-]/g, '_')}.json`),
        clock,
        every: config.every * 1000,
        since,
      })
  );
}

interface Service {
  readonly streams: readonly PullStream[];
  readonly credentials: Credentials;
}

function serviceOf(config: PullConfig, since: Millis, env: PullParts['env'], clock: () => Millis): Service {
  if (config.kind === 'google-analytics') return { streams: [googleAnalyticsFolder(config.folder)], credentials: NONE };
  const [secret = ''] = readSecrets(config.secret, env);
  switch (config.kind) {
    case 'okta':
      return { streams: [oktaStream(safe(config.url))], credentials: oktaCredentials(secret) };
    case 'entra-id': {
      const base = safe(config.url ?? 'https://graph.microsoft.com');
      const login = safe(config.login ?? 'https://login.microsoftonline.com');
      const grant = clientGrant(login, config.tenant, config.client, secret, `${base.origin}/.default`);
      return {
        streams: (config.logs ?? ENTRA_LOGS).map((log) => windowedStream(entraLog(base, config.tenant, log))),
        credentials: tokenCredentials(grant, clock),
      };
    }
    case 'google-workspace': {
      const base = safe(config.url ?? 'https://admin.googleapis.com');
      const grant = serviceAccountGrant(secret, config.subject, 'https://www.googleapis.com/auth/admin.reports.audit.readonly');
      safe(grant.url);
      const customer = config.subject.split('@').at(-1) ?? '';
      return {
        streams: (config.applications ?? ['login']).map((one) => windowedStream(googleLog(base, customer, one))),
        credentials: tokenCredentials(grant, clock),
      };
    }
    case 'mixpanel': {
      const base = safe(config.url ?? 'https://data.mixpanel.com');
      const { project, zone, account } = config;
      return { streams: [mixpanelStream({ base, project, zone, since })], credentials: mixpanelCredentials(account, secret) };
    }
  }
}

/** A folder asks for none. */
const NONE: Credentials = { headers: () => Promise.resolve({}), refused: () => undefined };

/** Secrets go over TLS, but for tests on this machine. */
function safe(text: string): URL {
  const url = new URL(text);
  if (url.protocol !== 'https:' && !isLoopback(url.hostname)) throw new HabitusError('HAB-CONF-001', text, 'an https:// address');
  return url;
}
