/**
 * Every error a person can meet. Code: HAB-<area>-<number>. `permanent`: the same input fails again; `transient`: try later.
 * The page docs/errors.md is made from this table and tested against it both ways.
 */
export const CATALOGUE = {
  'HAB-PARSE-001': {
    kind: 'permanent',
    expected: 'a timestamp',
    todo: 'Send the time of the event in the form that the source documents; see docs/sources.md.',
  },
  'HAB-PARSE-002': {
    kind: 'permanent',
    expected: 'a value that the source documents',
    todo: 'Check the version of the sender; open an issue with the line if its vendor documents it.',
  },
  'HAB-PARSE-003': {
    kind: 'permanent',
    expected: 'a line in the form of the source',
    todo: 'Name the right source with --source, or send the line as ECS JSON.',
  },
  'HAB-PARSE-004': { kind: 'permanent', expected: 'a record of at most the allowed size', todo: 'Cut the record before sending it.' },
  'HAB-PARSE-005': { kind: 'permanent', expected: 'text in UTF-8', todo: 'Convert the file to UTF-8, or look at the dead letter to see the bytes.' },
  'HAB-PARSE-006': {
    kind: 'permanent',
    expected: 'an event within the accepted time range',
    todo: 'Correct the clock of the sender, or import the data as a file: an import trusts event time.',
  },
  'HAB-PARSE-007': { kind: 'permanent', expected: 'a value allowed by ECS', todo: 'Use one of the allowed values of the field.' },
  'HAB-RECV-001': { kind: 'permanent', expected: 'a valid OTLP request', todo: 'Check the exporter: the body is damaged or not OTLP.' },
  'HAB-RECV-002': { kind: 'permanent', expected: 'a body within the size limit', todo: 'Send smaller batches.' },
  'HAB-RECV-003': {
    kind: 'transient',
    expected: 'room in the write-ahead log',
    todo: 'Wait and send again; make room on the disk, or look in health at what keeps the store from taking events.',
  },
  'HAB-RECV-004': {
    kind: 'permanent',
    expected: 'a known content type and encoding',
    todo: 'Use application/x-protobuf or application/json, plain, gzip or zstd.',
  },
  'HAB-RECV-005': {
    kind: 'permanent',
    expected: 'a valid token',
    todo: 'Send the token of the receiver in the Authorization header; where `otlp.clientCa` is set, show a certificate that it signed.',
  },
  'HAB-RECV-006': {
    kind: 'permanent',
    expected: 'a request signed with the secret of its sender',
    todo: 'Give the sender and collector.yaml the same secret; compare the clocks of both where the signature holds a time.',
  },
  'HAB-RECV-007': {
    kind: 'permanent',
    expected: 'the path of a receiver',
    todo: 'Send to /v1/sources/<name> with the name of a source; docs/sources.md lists them.',
  },
  'HAB-RECV-008': { kind: 'transient', expected: 'an address that is free to listen on', todo: 'Stop what listens there, or name another port.' },
  'HAB-RECV-009': { kind: 'transient', expected: 'a service that answers', todo: 'Nothing is lost: it is asked again. Check the address and the credentials.' },
  'HAB-STATE-001': {
    kind: 'permanent',
    expected: 'a state block this version can read',
    todo: 'Rebuild the state with `habitus backfill`; roll-ups are the truth.',
  },
  'HAB-STORE-001': {
    kind: 'transient',
    expected: 'the data directory to be free',
    todo: 'Another Habitus owns it. Use the command through that one, stop it, or name another --data-dir.',
  },
  'HAB-STORE-002': {
    kind: 'permanent',
    expected: 'a data directory this version can read',
    todo: 'Open it with the version of Habitus that wrote it, or with a newer one.',
  },
  'HAB-STORE-003': { kind: 'transient', expected: 'the store to answer', todo: 'Look at health; the batch stays in the write-ahead log.' },
  'HAB-STORE-004': { kind: 'permanent', expected: 'a field the store knows', todo: 'Use a field of docs/fields.md, labels.* or habitus.extra.*.' },
  'HAB-STORE-005': {
    kind: 'permanent',
    expected: 'an empty folder or a data directory of Habitus',
    todo: 'Name another --data-dir; nothing was changed in this one.',
  },
  'HAB-STORE-006': {
    kind: 'permanent',
    expected: 'credentials with the privileges that Habitus needs',
    todo: 'Check the credentials; `habitus elasticsearch check` lists the privileges that are missing, `habitus elasticsearch role` prints a role with them.',
  },
  'HAB-STORE-007': {
    kind: 'permanent',
    expected: 'the templates of this version in the cluster',
    todo: 'Run `habitus elasticsearch install` with this version; it is safe to repeat.',
  },
  'HAB-STORE-008': {
    kind: 'transient',
    expected: 'the newest holder of a lease to write',
    todo: 'Nothing to do: another worker took over and wrote already. Seen often, a machine stands still for seconds or its clock jumps.',
  },
  'HAB-VIEW-001': {
    kind: 'permanent',
    expected: 'a data view whose indices hold the time of an event as a date',
    todo: 'Name the date field under `time` of the view. Where the time is text or a number, map it as `date`: a new index, or an alias field of one that is.',
  },
  'HAB-VIEW-002': {
    kind: 'permanent',
    expected: 'a field of a data view that can be grouped by',
    todo: 'Map a keyword, number or address under `fields` of the view; text needs a keyword sub-field, which new indices get by their template.',
  },
  'HAB-VIEW-003': {
    kind: 'permanent',
    expected: "a query of a data view in Lucene's language",
    todo: 'Mend `query` of the view: `event.dataset: system.auth AND NOT user.name: root`, names as they stand in the index.',
  },
  'HAB-FEAT-001': { kind: 'permanent', expected: 'a valid feature definition', todo: 'Mend the file at the line named; docs/features.md holds the language.' },
  'HAB-FEAT-002': {
    kind: 'permanent',
    expected: 'a new version for a changed definition',
    todo: 'Raise `version` in the file: old scores stay explained by the old one.',
  },
  'HAB-DETECT-001': {
    kind: 'transient',
    expected: 'a scoring service that answers in time',
    todo: 'It is asked again, later if it fails often; what it did not score is counted and is no finding. Look at the service.',
  },
  'HAB-DETECT-002': {
    kind: 'permanent',
    expected: 'an answer with a p for what was asked',
    todo: 'Mend the service: one score for each id of the request at most, each p from 0 to 1. Nothing of this answer was taken.',
  },
  'HAB-DETECT-003': {
    kind: 'permanent',
    expected: 'a scoring service that takes what it is sent',
    todo: 'Look at `detectors.external` in habitus.yaml: the address, and the token in its file. The service answered that asking the same again is of no use.',
  },
  'HAB-CONF-001': {
    kind: 'permanent',
    expected: 'a valid configuration',
    todo: 'Mend the key named; `habitus config show` prints each value with its origin.',
  },
  'HAB-CONF-002': {
    kind: 'permanent',
    expected: 'a MaxMind database',
    todo: 'Name an unpacked .mmdb file in collector.yaml, of places (City or Country) under `city` and of networks (ASN) under `asn`.',
  },
  'HAB-CONF-003': {
    kind: 'permanent',
    expected: 'a list of networks or people in the documented form',
    todo: 'Mend the line named; docs/collector.md holds the form.',
  },
  'HAB-CONF-004': {
    kind: 'permanent',
    expected: 'an iCalendar file of holidays',
    todo: 'Name an .ics file whose events are whole days under `calendars` of habitus.yaml; docs/calendars.md says where to find one.',
  },
  'HAB-CLI-001': { kind: 'permanent', expected: 'a command called as --help says', todo: 'Call it with --help.' },
  'HAB-CLI-002': { kind: 'permanent', expected: 'a file or folder that can be read', todo: 'Check the path and its permissions.' },
  'HAB-CLI-003': { kind: 'permanent', expected: 'the id of something that exists', todo: 'List what exists with `habitus anomalies`.' },
  'HAB-CLI-004': {
    kind: 'permanent',
    expected: 'something that is installed here',
    todo: 'Run `npm run build` in the folder of Habitus, then call the command again.',
  },
  'HAB-CLI-005': {
    kind: 'permanent',
    expected: 'a data directory with events in it',
    todo: 'Fill it with `habitus import` or `habitus demo`, or name another --data-dir.',
  },
  'HAB-CLI-006': {
    kind: 'transient',
    expected: 'the preview to go on running',
    todo: 'Read what it said above; `habitus start --no-preview` runs without it.',
  },
  'HAB-PLUG-001': { kind: 'permanent', expected: 'a query of a known type', todo: 'Choose a query type in the editor.' },
  'HAB-PLUG-002': { kind: 'permanent', expected: 'a user with the needed role', todo: 'Ask an Editor or Admin of this Grafana organisation.' },
  'HAB-PLUG-003': { kind: 'transient', expected: 'a store that is open', todo: 'Wait until the backend has opened its data, or look at its health.' },
  'HAB-PLUG-004': {
    kind: 'permanent',
    expected: 'a resource that the data source has',
    todo: 'Check the path and the method; docs/data-source.md lists them.',
  },
  'HAB-PLUG-005': {
    kind: 'permanent',
    expected: 'a data source of the namespace that this backend serves',
    todo: 'Change the namespace in the settings of the data source, or set `namespace` for the backend in grafana.ini.',
  },
  'HAB-PLUG-006': { kind: 'permanent', expected: 'a request of the documented form', todo: 'Mend the part named; docs/data-source.md holds the form.' },
  'HAB-VAULT-001': {
    kind: 'permanent',
    expected: 'the choice of pseudonyms that the namespace was made with',
    todo: 'Leave the setting out, or name a new --namespace in a new --data-dir and import again: what is stored cannot change sides.',
  },
  'HAB-VAULT-002': {
    kind: 'permanent',
    expected: 'the key that the namespace was made with',
    todo: 'Give the key by `pseudonymsKeyFile` or HABITUS_PSEUDONYMS_KEY, or put pseudonyms.key back into the data directory; docs/pseudonyms.md says what a lost key means.',
  },
  'HAB-VAULT-003': { kind: 'permanent', expected: 'a token of this namespace', todo: 'Copy the token as it is shown, as user-calm-otter-4f2akz7q9m.' },
  'HAB-VAULT-004': {
    kind: 'permanent',
    expected: 'a namespace with pseudonyms',
    todo: 'Nothing has to be revealed here: names are stored in clear. docs/pseudonyms.md says how a namespace with pseudonyms is made.',
  },
  'HAB-VAULT-005': {
    kind: 'permanent',
    expected: 'a reason of 4 to 1,000 characters and a time of at most a day',
    todo: 'Say why with --reason, and for how long with --for 15m.',
  },
  'HAB-VAULT-006': {
    kind: 'transient',
    expected: 'at most ten attempts a minute to be told an original',
    todo: 'Ask again at the time named; docs/pseudonyms.md says what is counted.',
  },
} as const satisfies Record<string, { kind: 'permanent' | 'transient'; expected: string; todo: string }>;

export type ErrorCode = keyof typeof CATALOGUE;
