import { z } from 'zod';
import { ATTENTION } from './attention';
import { SCORING_SERVICE } from './scoring-service';
import { viewsSchema, type ConfiguredView } from './views';

/** One thing that can be set. Its key is its place in `habitus.yaml`: `otlp.port` is `port` under `otlp`. */
export interface Setting<T> {
  readonly schema: z.ZodType<T>;
  readonly default: T;
  readonly what: string;
  /** Relative paths in a file are meant from that file's folder. */
  readonly path?: true;
  /** Never printed. */
  readonly secret?: true;
  /** Never in a file of settings, which is copied and shown. */
  readonly environmentOnly?: true;
}

const port = z.int().min(0).max(65_535);
const portOrOff = z.union([port, z.literal('off')], { error: 'expected a port from 0 to 65535, or off' });
const text = z.string().min(1);
const zone = z.string().refine(isZone, 'expected a time zone as Europe/Vienna or +02:00');
const calendar = z.union([text.transform((file) => ({ file, zones: [] })), z.strictObject({ file: text, zones: z.array(zone).default([]) })]);

/** An `.ics` file and the time zones whose holidays it holds; with none, everybody's. */
export interface CalendarFile {
  readonly file: string;
  readonly zones: readonly string[];
}

/** Everything that can be set. Adding a line here adds the key of the file, the `HABITUS_*` variable and the line of `config show`. */
export const SETTINGS = {
  dataDir: { schema: text, default: './habitus-data', what: 'The data directory.', path: true } as Setting<string>,
  namespace: {
    schema: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,62}$/, 'expected lower-case letters, digits, - and _'),
    default: 'default',
    what: 'The namespace in it.',
  } as Setting<string>,
  features: { schema: z.array(text), default: [], what: 'Definition files beyond the shipped ones.', path: true } as Setting<string[]>,
  'import.source': { schema: text.optional(), default: undefined, what: 'Source of imported files; guessed when not set.' } as Setting<string | undefined>,
  'import.year': { schema: z.int().min(1970).max(9999).optional(), default: undefined, what: 'Year of lines without one.' } as Setting<number | undefined>,
  'import.zone': { schema: text.optional(), default: undefined, what: 'Time zone of lines without one, as `Europe/Vienna`.' } as Setting<string | undefined>,
  zone: {
    schema: zone.optional(),
    default: undefined,
    what: 'Time zone of everybody whose own neither the directory nor a clear rhythm names, as `Europe/Vienna`; UTC where none is set.',
  } as Setting<string | undefined>,
  calendars: {
    schema: z.array(calendar),
    default: [],
    what: 'Holidays: `.ics` files, each for everybody or for `zones`.',
    path: true,
  } as Setting<CalendarFile[]>,
  collector: {
    schema: text.optional(),
    default: undefined,
    what: '`collector.yaml`: what is received besides OTLP, and what is dropped.',
    path: true,
  } as Setting<string | undefined>,
  'otlp.host': { schema: text, default: '127.0.0.1', what: 'Address that the OTLP receivers listen on.' } as Setting<string>,
  'otlp.port': { schema: port, default: 4318, what: 'Port of OTLP/HTTP and the webhooks.' } as Setting<number>,
  'otlp.grpcPort': {
    schema: portOrOff.optional(),
    default: undefined,
    what: 'Port of OTLP/gRPC, or `off`. Where none is named it is the one below `otlp.port`: 4317.',
  } as Setting<number | 'off' | undefined>,
  'otlp.token': { schema: text.optional(), default: undefined, what: 'What senders must send as `Authorization: Bearer`.', secret: true } as Setting<
    string | undefined
  >,
  'otlp.tokenFile': {
    schema: text.optional(),
    default: undefined,
    what: 'File with it instead, a token a line, any of which will do: read again when it changes, so that tokens are replaced without a restart.',
    path: true,
  } as Setting<string | undefined>,
  'otlp.cert': {
    schema: text.optional(),
    default: undefined,
    what: 'Certificate of the OTLP receivers and webhooks, PEM: they are then encrypted.',
    path: true,
  } as Setting<string | undefined>,
  'otlp.key': { schema: text.optional(), default: undefined, what: 'File with its key, PEM.', path: true } as Setting<string | undefined>,
  'otlp.clientCa': {
    schema: text.optional(),
    default: undefined,
    what: 'Authority, PEM, whose certificates senders must show. Asked for besides the token where both are set.',
    path: true,
  } as Setting<string | undefined>,
  store: {
    schema: z.enum(['duckdb', 'elasticsearch']),
    default: 'duckdb',
    what: 'Where events and what was learnt of them are kept: in the data directory, or in a cluster.',
  } as Setting<'duckdb' | 'elasticsearch'>,
  'elasticsearch.url': {
    schema: z.string().regex(/^https?:\/\/[^@\s,]+(,\s*https?:\/\/[^@\s,]+)*$/, 'expected http(s)://host:port without a password, several apart by commas'),
    default: 'http://127.0.0.1:9200',
    what: 'A node of the cluster, or several apart by commas.',
  } as Setting<string>,
  'elasticsearch.cloudId': { schema: text.optional(), default: undefined, what: 'Cloud id, instead of an address.' } as Setting<string | undefined>,
  'elasticsearch.apiKey': {
    schema: text.optional(),
    default: undefined,
    what: 'API key, encoded; goes before a service token, which goes before a user.',
    secret: true,
  } as Setting<string | undefined>,
  'elasticsearch.apiKeyFile': {
    schema: text.optional(),
    default: undefined,
    what: 'File with the API key, instead of the key itself: read again when it changes, so that a key that expires is replaced without a restart.',
    path: true,
  } as Setting<string | undefined>,
  'elasticsearch.serviceToken': { schema: text.optional(), default: undefined, what: 'Service account token.', secret: true } as Setting<string | undefined>,
  'elasticsearch.username': { schema: text.optional(), default: undefined, what: 'User of the cluster.' } as Setting<string | undefined>,
  'elasticsearch.password': { schema: text.optional(), default: undefined, what: 'Its password.', secret: true } as Setting<string | undefined>,
  'elasticsearch.caFingerprint': {
    schema: text.optional(),
    default: undefined,
    what: "SHA-256 fingerprint of the cluster's CA, as Elasticsearch prints it.",
  } as Setting<string | undefined>,
  'elasticsearch.caFile': { schema: text.optional(), default: undefined, what: "File with the CA's certificate.", path: true } as Setting<string | undefined>,
  'elasticsearch.concurrency': {
    schema: z.int().min(1).max(16),
    default: 1,
    what: 'Searches of data views at once, of all views together.',
  } as Setting<number>,
  'retention.events': {
    schema: z.int().min(7).optional(),
    default: undefined,
    what: 'Days that events are kept, counted from their ingest; for ever where it is not set.',
  } as Setting<number | undefined>,
  'retention.observations': {
    schema: z.int().min(30).optional(),
    default: undefined,
    what: 'Days that roll-ups are kept, which every band is drawn of and state is rebuilt from; they go in whole months. For ever where it is not set.',
  } as Setting<number | undefined>,
  'retention.anomalies': {
    schema: z.int().min(30).optional(),
    default: undefined,
    what: 'Days that findings, anomalies, receipts, cases and risk are kept; they go in whole months. For ever where it is not set.',
  } as Setting<number | undefined>,
  'retention.audit': {
    schema: z.int().min(30).optional(),
    default: undefined,
    what: 'Days that the audit trail is kept: never shorter than any of the others. For ever where it is not set.',
  } as Setting<number | undefined>,
  views: {
    schema: viewsSchema,
    default: [],
    what: 'Data views: events in the cluster that are read where they lie. A list, in the file only; `habitus elasticsearch discover` prints one.',
  } as unknown as Setting<ConfiguredView[]>,
  pseudonyms: {
    schema: z.boolean().optional(),
    default: undefined,
    what: 'Whether a new namespace stores tokens instead of names; an existing one stays as it was made. See docs/pseudonyms.md.',
  } as Setting<boolean | undefined>,
  pseudonymsKeyFile: {
    schema: text.optional(),
    default: undefined,
    what: 'File with the key of the pseudonyms; without one, a key is made in the data directory.',
    path: true,
  } as Setting<string | undefined>,
  pseudonymsKey: {
    schema: text.optional(),
    default: undefined,
    what: 'The key itself, in the environment only.',
    secret: true,
    environmentOnly: true,
  } as Setting<string | undefined>,
  pseudonymsKeep: {
    schema: z.array(text),
    default: [],
    what: 'What stays in clear when a namespace with pseudonyms is made: `host`, `device`, `network`, `domain`, `host:web-*`, `labels.NAME`, `habitus.extra.NAME`.',
  } as Setting<string[]>,
  ...SCORING_SERVICE,
  ...ATTENTION,
  'preview.port': { schema: port, default: 3000, what: 'Port of the preview; the next free one when it is taken.' } as Setting<number>,
} as const;

export type Settings = typeof SETTINGS;
export type SettingKey = keyof Settings;
/** The effective configuration, by key. */
export type Values = { readonly [K in SettingKey]: Settings[K] extends Setting<infer T> ? T : never };

/** `otlp.port` is `HABITUS_OTLP_PORT`, `dataDir` is `HABITUS_DATA_DIR`. */
export function variableOf(key: string): string {
  return `HABITUS_${key
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .replace(/\W/g, '_')
    .toUpperCase()}`;
}

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
