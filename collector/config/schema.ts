import { z } from 'zod';
import { dropRuleSchema } from '../clean/drop-rules';
import { cleanSchema } from '../clean/schema';
import { networks } from '../receive/loopback';
import { directorySchema } from '../enrich/directory/schema';
import { geoSchema, networksSchema } from '../enrich/places/schema';
import { sessionsSchema } from '../enrich/sessions/schema';
import { CHECK_NAMES } from '../receive/webhook/checks';
import { SOURCES } from '../sources/registry';
import { bytesSchema } from './bytes';
import { secretSchema } from './secret';

const NAMES = SOURCES.map(({ name }) => name);

const source = z.string().refine((name) => NAMES.includes(name), `one of ${NAMES.join(', ')}`);
const zone = z.string().refine(isZone, 'a time zone as Europe/Vienna');
const host = z.string().min(1).default('127.0.0.1');
const port = z.int().min(0).max(65_535);
const path = z.string().min(1);
const allow = z
  .array(z.string())
  .min(1)
  .refine((list) => networks(list) !== undefined, 'networks as 10.0.0.0/8');

const webhook = z.strictObject({
  source,
  /** The last part of `/v1/sources/<path>`; the source's name where it is not set. */
  path: z
    .string()
    .regex(/^[\w.-]{1,64}$/, 'letters, digits, -, _ and .')
    .optional(),
  check: z.enum(CHECK_NAMES).optional(),
  secret: secretSchema,
  header: z.string().min(1).optional(),
  algorithm: z.enum(['sha1', 'sha256', 'sha512']).optional(),
  encoding: z.enum(['hex', 'base64']).optional(),
  zone: zone.optional(),
  /** `any` for senders that repeat what is older than a week. */
  era: z.enum(['live', 'any']).optional(),
});

const lines = { source: source.optional(), zone: zone.optional() };
const syslog = z.discriminatedUnion('transport', [
  z.strictObject({ transport: z.literal('tcp'), host, port: port.default(5514), allow: allow.optional(), ...lines }),
  z.strictObject({ transport: z.literal('udp'), host, port: port.default(5514), allow: allow.optional(), ...lines }),
  z.strictObject({
    transport: z.literal('tls'),
    host,
    port: port.default(6514),
    allow: allow.optional(),
    cert: path,
    key: path,
    /** Senders must show a certificate that this authority signed. */
    ca: path.optional(),
    ...lines,
  }),
]);

const tail = z.strictObject({ paths: z.array(path).min(1), from: z.enum(['beginning', 'end']).optional(), ...lines });

const url = z.url({ protocol: /^https?$/ });
const pulled = {
  secret: secretSchema,
  /** Seconds between two rounds. */
  every: z.int().min(1).max(86_400).default(60),
  /** How far back the first round reaches. */
  days: z.int().min(0).max(180).default(7),
};
const pull = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('okta'), url, ...pulled }),
  z.strictObject({
    kind: z.literal('entra-id'),
    tenant: z.string().min(1),
    client: z.string().min(1),
    logs: z
      .array(z.enum(['signIns', 'directoryAudits']))
      .min(1)
      .optional(),
    url: url.optional(),
    login: url.optional(),
    ...pulled,
  }),
  z.strictObject({
    kind: z.literal('google-workspace'),
    /** The administrator in whose name the reports are read. */
    subject: z.email(),
    applications: z
      .array(z.string().regex(/^[a-z_]{1,40}$/, 'an application of the Reports API, as login'))
      .min(1)
      .optional(),
    url: url.optional(),
    ...pulled,
  }),
  z.strictObject({
    kind: z.literal('mixpanel'),
    /** The service account's name. */
    account: z.string().min(1),
    project: z.int().min(1),
    /** Of a project from before 2023. */
    zone: zone.optional(),
    url: url.optional(),
    ...pulled,
    every: pulled.every.default(300),
  }),
  z.strictObject({
    kind: z.literal('google-analytics'),
    /** The folder, or the mounted bucket, of the BigQuery export's files. */
    folder: path,
    every: pulled.every,
  }),
]);

const log = z.strictObject({
  /** What may wait for the store. */
  most: bytesSchema.default(1024 ** 3),
  /** What stays free on the disk of the data directory. */
  reserve: bytesSchema.default(128 * 1024 ** 2),
});

const deadLetters = z.strictObject({
  /** Bytes on the disk: what comes beyond is only counted, as `overflowed`. */
  most: bytesSchema.default(256 * 1024 ** 2),
  /** How long a letter is kept: what is older is taken out and counted as `expired`. For ever where it is not set. */
  days: z.number().positive().max(3_650).optional(),
});

/** `collector.yaml`. */
export const collectorSchema = z.strictObject({
  log: log.optional(),
  deadLetters: deadLetters.optional(),
  webhooks: z.array(webhook).default([]),
  syslog: z.array(syslog).default([]),
  tail: z.array(tail).default([]),
  pull: z.array(pull).default([]),
  faro: z
    .strictObject({
      /** Pages that may send: `https://app.acme.com`, or `*`. */
      origins: z.array(z.string().min(1)).min(1),
      /** What they send as `x-api-key`. Everybody who reads the page knows it: it keeps noise out, no attacker. */
      key: secretSchema.optional(),
      /** How many proxies of ours stand in front and add to X-Forwarded-For. */
      proxies: z.int().min(0).max(8).default(0),
    })
    .optional(),
  drop: z.array(dropRuleSchema).default([]),
  clean: cleanSchema.optional(),
  geo: geoSchema.optional(),
  directory: directorySchema.optional(),
  networks: networksSchema.default([]),
  sessions: sessionsSchema.optional(),
});

export type CollectorConfig = z.output<typeof collectorSchema>;
export type WebhookConfig = CollectorConfig['webhooks'][number];
export type SyslogConfig = CollectorConfig['syslog'][number];
export type PullConfig = CollectorConfig['pull'][number];
export type TailConfig = CollectorConfig['tail'][number];

function isZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }) !== undefined;
  } catch {
    return false;
  }
}
