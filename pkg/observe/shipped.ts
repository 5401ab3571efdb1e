// Made from features/*.yaml by scripts/generate-features.ts.
import type { Feature } from '../model';

const SHIPPED: readonly Feature[] = [
  {
    id: 'privileged-commands-per-user',
    version: 1,
    question: 'How many commands did this user run as another user?',
    unit: {
      one: 'privileged command',
      many: 'privileged commands',
    },
    entity: {
      type: 'user',
      role: 'actor',
    },
    measure: {
      kind: 'count',
    },
    bucket: 'hour',
    tail: 'upper',
    detectors: ['count-tail'],
    sources: ['ecs'],
    where: {
      all: [
        {
          field: 'process.command_line',
          exists: true,
        },
        {
          any: [
            {
              field: 'process.name',
              is: ['sudo', 'su', 'doas', 'runas'],
            },
            {
              field: 'event.action',
              is: ['sudo', 'su', 'doas', 'runas', 'privileged-command'],
            },
          ],
        },
      ],
    },
    zero: 'learn',
    technique: 'T1548.003',
  },
  {
    id: 'bytes-out-per-user',
    version: 1,
    question: 'How many bytes were sent to this user?',
    unit: {
      one: 'byte sent',
      many: 'bytes sent',
    },
    entity: {
      type: 'user',
      role: 'actor',
    },
    measure: {
      kind: 'sum',
      field: 'http.response.body.bytes',
    },
    bucket: 'hour',
    tail: 'upper',
    detectors: ['seasonal-zscore'],
    sources: ['web.access', 'ecs'],
    where: {
      field: 'http.response.body.bytes',
      over: 0,
    },
    zero: 'skip',
    technique: 'T1048',
  },
  {
    id: 'files-per-user',
    version: 1,
    question: 'How many files did this user open, download or export?',
    unit: {
      one: 'file',
      many: 'files',
    },
    entity: {
      type: 'user',
      role: 'actor',
    },
    measure: {
      kind: 'count',
    },
    bucket: 'hour',
    tail: 'upper',
    detectors: ['count-tail'],
    sources: ['ecs'],
    where: {
      any: [
        {
          field: 'event.category',
          is: 'file',
        },
        {
          field: 'event.action',
          is: ['download', 'file-download', 'file_download', 'export', 'file-export', 'file_export'],
        },
      ],
    },
    zero: 'learn',
    technique: 'T1530',
  },
  {
    id: 'countries-per-user',
    version: 1,
    question: 'From which countries did this user sign in?',
    unit: {
      one: 'country',
      many: 'countries',
    },
    entity: {
      type: 'user',
      role: 'actor',
    },
    measure: {
      kind: 'values',
      field: 'source.geo.country_iso_code',
    },
    bucket: 'hour',
    tail: 'upper',
    detectors: ['rarity'],
    sources: ['sshd.auth', 'ecs'],
    where: {
      all: [
        {
          field: 'event.category',
          is: 'authentication',
        },
        {
          field: 'event.outcome',
          is: 'success',
        },
      ],
    },
    zero: 'skip',
    technique: 'T1078',
  },
  {
    id: 'networks-per-user',
    version: 1,
    question: 'From which networks did this user sign in?',
    unit: {
      one: 'network',
      many: 'networks',
    },
    entity: {
      type: 'user',
      role: 'actor',
    },
    measure: {
      kind: 'values',
      field: 'habitus.source.network',
    },
    bucket: 'hour',
    tail: 'upper',
    detectors: ['rarity'],
    sources: ['sshd.auth', 'ecs'],
    where: {
      all: [
        {
          field: 'event.category',
          is: 'authentication',
        },
        {
          field: 'event.outcome',
          is: 'success',
        },
      ],
    },
    zero: 'skip',
    technique: 'T1078',
  },
  {
    id: 'user-agents-per-user',
    version: 1,
    question: 'With which browsers and programs did this user sign in?',
    unit: {
      one: 'user agent',
      many: 'user agents',
    },
    entity: {
      type: 'user',
      role: 'actor',
    },
    measure: {
      kind: 'values',
      field: 'user_agent.name',
    },
    bucket: 'hour',
    tail: 'upper',
    detectors: ['rarity'],
    sources: ['ecs'],
    where: {
      all: [
        {
          field: 'event.category',
          is: 'authentication',
        },
        {
          field: 'event.outcome',
          is: 'success',
        },
      ],
    },
    zero: 'skip',
    technique: 'T1078',
  },
  {
    id: 'payments-per-account',
    version: 1,
    question: 'How many payments left this account?',
    unit: {
      one: 'payment',
      many: 'payments',
    },
    entity: {
      type: 'account',
      role: 'actor',
    },
    measure: {
      kind: 'count',
    },
    bucket: 'hour',
    tail: 'upper',
    detectors: ['count-tail'],
    sources: ['ecs'],
    where: {
      field: 'habitus.payment.amount',
      exists: true,
    },
    zero: 'learn',
    technique: 'T1657',
  },
  {
    id: 'payments-per-user',
    version: 1,
    question: 'How many payments did this user make?',
    unit: {
      one: 'payment',
      many: 'payments',
    },
    entity: {
      type: 'user',
      role: 'actor',
    },
    measure: {
      kind: 'count',
    },
    bucket: 'hour',
    tail: 'upper',
    detectors: ['count-tail'],
    sources: ['ecs'],
    where: {
      field: 'habitus.payment.amount',
      exists: true,
    },
    zero: 'learn',
    technique: 'T1657',
  },
  {
    id: 'amount-paid-per-account',
    version: 1,
    question: 'How much was paid from this account?',
    unit: {
      one: 'minor unit paid',
      many: 'minor units paid',
    },
    entity: {
      type: 'account',
      role: 'actor',
    },
    measure: {
      kind: 'sum',
      field: 'habitus.payment.amount',
    },
    bucket: 'hour',
    tail: 'upper',
    detectors: ['seasonal-zscore'],
    sources: ['ecs'],
    where: {
      field: 'habitus.payment.amount',
      over: 0,
    },
    zero: 'skip',
    technique: 'T1657',
  },
  {
    id: 'amount-paid-per-user',
    version: 1,
    question: 'How much did this user pay?',
    unit: {
      one: 'minor unit paid',
      many: 'minor units paid',
    },
    entity: {
      type: 'user',
      role: 'actor',
    },
    measure: {
      kind: 'sum',
      field: 'habitus.payment.amount',
    },
    bucket: 'hour',
    tail: 'upper',
    detectors: ['seasonal-zscore'],
    sources: ['ecs'],
    where: {
      field: 'habitus.payment.amount',
      over: 0,
    },
    zero: 'skip',
    technique: 'T1657',
  },
  {
    id: 'logins-failed-per-user',
    version: 1,
    question: 'How many sign-ins of this user failed?',
    unit: {
      one: 'failed sign-in',
      many: 'failed sign-ins',
    },
    entity: {
      type: 'user',
      role: 'actor',
    },
    measure: {
      kind: 'count',
    },
    bucket: 'hour',
    tail: 'upper',
    detectors: ['count-tail'],
    sources: ['sshd.auth', 'ecs'],
    where: {
      all: [
        {
          field: 'event.category',
          is: 'authentication',
        },
        {
          field: 'event.outcome',
          is: 'failure',
        },
      ],
    },
    zero: 'learn',
    technique: 'T1110.001',
  },
  {
    id: 'logins-failed-per-address',
    version: 1,
    question: 'How many sign-ins from this address failed?',
    unit: {
      one: 'failed sign-in',
      many: 'failed sign-ins',
    },
    entity: {
      type: 'address',
      role: 'source',
    },
    measure: {
      kind: 'count',
    },
    bucket: 'hour',
    tail: 'upper',
    detectors: ['count-tail'],
    sources: ['sshd.auth', 'ecs'],
    where: {
      all: [
        {
          field: 'event.category',
          is: 'authentication',
        },
        {
          field: 'event.outcome',
          is: 'failure',
        },
      ],
    },
    zero: 'learn',
    technique: 'T1110',
  },
  {
    id: 'logins-failed-per-host',
    version: 1,
    question: 'How many sign-ins on this host failed?',
    unit: {
      one: 'failed sign-in',
      many: 'failed sign-ins',
    },
    entity: {
      type: 'host',
      role: 'target',
    },
    measure: {
      kind: 'count',
    },
    bucket: '5-minutes',
    tail: 'upper',
    detectors: ['count-tail'],
    sources: ['sshd.auth', 'ecs'],
    where: {
      all: [
        {
          field: 'event.category',
          is: 'authentication',
        },
        {
          field: 'event.outcome',
          is: 'failure',
        },
      ],
    },
    zero: 'learn',
    technique: 'T1110',
  },
  {
    id: 'logins-succeeded-per-user',
    version: 1,
    question: 'How often did this user sign in?',
    unit: {
      one: 'sign-in',
      many: 'sign-ins',
    },
    entity: {
      type: 'user',
      role: 'actor',
    },
    measure: {
      kind: 'count',
    },
    bucket: 'hour',
    tail: 'upper',
    detectors: ['count-tail'],
    sources: ['sshd.auth', 'ecs'],
    where: {
      all: [
        {
          field: 'event.category',
          is: 'authentication',
        },
        {
          field: 'event.outcome',
          is: 'success',
        },
      ],
    },
    zero: 'learn',
    technique: 'T1078',
  },
  {
    id: 'users-tried-per-address',
    version: 1,
    question: 'For how many different users did this address fail to sign in?',
    unit: {
      one: 'user tried',
      many: 'users tried',
    },
    entity: {
      type: 'address',
      role: 'source',
    },
    measure: {
      kind: 'distinct',
      field: 'user.name',
    },
    bucket: 'hour',
    tail: 'upper',
    detectors: ['count-tail'],
    sources: ['sshd.auth', 'ecs'],
    where: {
      all: [
        {
          field: 'event.category',
          is: 'authentication',
        },
        {
          field: 'event.outcome',
          is: 'failure',
        },
      ],
    },
    zero: 'learn',
    technique: 'T1110.003',
  },
  {
    id: 'addresses-per-user',
    version: 1,
    question: 'From how many different addresses did this user sign in?',
    unit: {
      one: 'address',
      many: 'addresses',
    },
    entity: {
      type: 'user',
      role: 'actor',
    },
    measure: {
      kind: 'distinct',
      field: 'source.ip',
    },
    bucket: 'hour',
    tail: 'upper',
    detectors: ['count-tail'],
    sources: ['sshd.auth', 'ecs'],
    where: {
      all: [
        {
          field: 'event.category',
          is: 'authentication',
        },
        {
          field: 'event.outcome',
          is: 'success',
        },
      ],
    },
    zero: 'learn',
    technique: 'T1078',
  },
  {
    id: 'requests-per-address',
    version: 1,
    question: 'How many web requests came from this address?',
    unit: {
      one: 'request',
      many: 'requests',
    },
    entity: {
      type: 'address',
      role: 'source',
    },
    measure: {
      kind: 'count',
    },
    bucket: 'hour',
    tail: 'upper',
    detectors: ['count-tail'],
    sources: ['web.access', 'ecs'],
    where: {
      field: 'event.category',
      is: 'web',
    },
    zero: 'learn',
    technique: 'T1595',
  },
  {
    id: 'requests-per-user',
    version: 1,
    question: 'How many web requests did this user make?',
    unit: {
      one: 'request',
      many: 'requests',
    },
    entity: {
      type: 'user',
      role: 'actor',
    },
    measure: {
      kind: 'count',
    },
    bucket: 'hour',
    tail: 'upper',
    detectors: ['count-tail'],
    sources: ['web.access', 'ecs'],
    where: {
      field: 'event.category',
      is: 'web',
    },
    zero: 'learn',
    technique: 'T1213',
  },
  {
    id: 'errors-per-address',
    version: 1,
    question: 'How many requests of this address ended in an error?',
    unit: {
      one: 'failed request',
      many: 'failed requests',
    },
    entity: {
      type: 'address',
      role: 'source',
    },
    measure: {
      kind: 'count',
    },
    bucket: 'hour',
    tail: 'upper',
    detectors: ['count-tail'],
    sources: ['web.access', 'ecs'],
    where: {
      all: [
        {
          field: 'event.category',
          is: 'web',
        },
        {
          field: 'http.response.status_code',
          atLeast: 400,
        },
      ],
    },
    zero: 'learn',
    technique: 'T1595.003',
  },
  {
    id: 'bytes-out-per-address',
    version: 1,
    question: 'How many bytes were sent to this address?',
    unit: {
      one: 'byte sent',
      many: 'bytes sent',
    },
    entity: {
      type: 'address',
      role: 'source',
    },
    measure: {
      kind: 'sum',
      field: 'http.response.body.bytes',
    },
    bucket: 'hour',
    tail: 'upper',
    detectors: ['seasonal-zscore'],
    sources: ['web.access', 'ecs'],
    where: {
      field: 'http.response.body.bytes',
      over: 0,
    },
    zero: 'skip',
    technique: 'T1048',
  },
];

/** The features that every installation has, in the order of their files. */
export function shippedFeatures(): Feature[] {
  return [...SHIPPED];
}
