import type { Millis } from '../model';

/** The four logs that the organisation keeps. */
export const LOGS = ['sign-ins', 'web', 'files', 'payments'] as const;
export type Log = (typeof LOGS)[number];

const PORTAL = 'portal.example.com';

/** One event on its way into a log: the time, to sort by, and the ECS document as a person would send it. */
export interface Drafted {
  readonly at: Millis;
  readonly log: Log;
  readonly document: Record<string, unknown>;
}

/** Who does it, from where, with what. */
export interface Origin {
  readonly user?: { readonly name: string };
  readonly address: string;
  readonly country: string;
  readonly agent: string;
}

export function signIn(at: Millis, origin: Origin, host: string, outcome: 'success' | 'failure', reason?: string): Drafted {
  return drafted(at, 'sign-ins', origin, {
    event: { kind: 'event', category: ['authentication'], type: ['start'], action: 'sign-in', outcome, dataset: 'demo.sign-ins', ...(reason && { reason }) },
    host: { name: host },
  });
}

/** @param from the path that a browser came from; programs come from none */
export function request(at: Millis, origin: Origin, path: string, status: number, bytes: number, from?: string): Drafted {
  return drafted(at, 'web', origin, {
    event: { kind: 'event', category: ['web'], type: ['access'], action: 'request', outcome: status < 400 ? 'success' : 'failure', dataset: 'demo.web' },
    http: {
      request: { method: 'GET', ...(from !== undefined && { referrer: `https://${PORTAL}${from}` }) },
      response: { status_code: status, body: { bytes } },
    },
    url: { path, domain: PORTAL },
  });
}

export function fileRead(at: Millis, origin: Origin, action: 'open' | 'download', path: string, size: number): Drafted {
  return drafted(at, 'files', origin, {
    event: { kind: 'event', category: ['file'], type: ['access'], action, outcome: 'success', dataset: 'demo.files' },
    file: { path, name: path.slice(path.lastIndexOf('/') + 1), size },
  });
}

export function payment(at: Millis, origin: Origin, amount: number, currency: string, counterparty: string): Drafted {
  return drafted(at, 'payments', origin, {
    event: { kind: 'event', category: ['session'], type: ['info'], action: 'payment', outcome: 'success', dataset: 'demo.payments' },
    habitus: { payment: { amount, currency, counterparty, channel: 'bank-transfer' } },
  });
}

function drafted(at: Millis, log: Log, origin: Origin, rest: Record<string, unknown>): Drafted {
  return {
    at,
    log,
    document: {
      ...rest,
      ...(origin.user && { user: origin.user }),
      source: { ip: origin.address, geo: { country_iso_code: origin.country } },
      user_agent: { original: origin.agent },
    },
  };
}
