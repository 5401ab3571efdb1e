import { Fields } from '../json/fields';
import { detailsOf, ofDetails } from './details';
import { fromXml } from './xml';

/** One Windows event, whichever exporter wrote it. */
export interface WindowsRecord {
  readonly code: string;
  /** As written; perhaps without a zone. */
  readonly time: unknown;
  readonly computer: string | undefined;
  readonly channel: string | undefined;
  readonly provider: string | undefined;
  readonly recordId: string | undefined;
  readonly task: string | undefined;
  readonly level: string | undefined;
  readonly message: string | undefined;
  /** What says whether it succeeded: `Audit Success`, `AUDIT_FAILURE`, the bits of the keywords. */
  readonly results: readonly string[];
  /** The named values of EventData or UserData: `TargetUserName`, … */
  readonly data: Fields;
  /** What the exporter itself made of it in ECS: a pipeline may have moved values out of EventData. */
  readonly ecs: Fields;
}

type Data = Record<string, unknown>;

/** The event of a document of winlogbeat (6 to 9), OpenTelemetry's windowseventlog, NXLog, Azure's SecurityEvent, evtx_dump, or of XML. Undefined where no event number is in it. */
export function readRecord(given: Fields): WindowsRecord | undefined {
  const document = fromAzure(given);
  const code = document.text(...CODES);
  if (code === undefined || !/^\d{1,5}$/.test(code)) return undefined;
  const message = document.text('message.message', 'message', 'Message', 'RenderingInfo.Message', 'Activity');
  return {
    code,
    time: first(document, TIMES),
    computer: document.text(
      ...(document.has('winlog') || document.has('winlog.event_id') ? ['host.name'] : []),
      'winlog.computer_name',
      'computer_name',
      'computer',
      'Event.System.Computer',
      'System.Computer',
      'Hostname',
      'MachineName',
      'host.name'
    ),
    channel: document.text('winlog.channel', 'channel', 'log_name', 'Event.System.Channel', 'System.Channel', 'LogName'),
    provider: document.text(...PROVIDERS),
    recordId: document.text(
      'winlog.record_id',
      'record_id',
      'record_number',
      'Event.System.EventRecordID',
      'System.EventRecordID',
      'RecordNumber',
      'EventRecordId',
      'RecordId'
    ),
    task: document.text('winlog.task', 'task', 'Category', 'TaskDisplayName', 'RenderingInfo.Task'),
    level: document.text('log.level', 'winlog.level', 'level', 'RenderingInfo.Level', 'Severity', 'LevelDisplayName'),
    message,
    results: [
      'winlog.keywords',
      'keywords',
      'RenderingInfo.Keywords',
      'Event.System.Keywords',
      'System.Keywords',
      'KeywordsDisplayNames',
      'EventType',
      'outcome',
      'event.outcome',
    ].flatMap((path) => document.texts(path)),
    data: dataOf(document, message),
    ecs: document,
  };
}

/** A diagnostic setting of Azure: the event in `properties`, as XML and as its message. */
function fromAzure(document: Fields): Fields {
  if (!document.has('properties.EventId')) return document;
  const xml = document.text('properties.RawXml');
  const rendered = xml === undefined ? undefined : fromXml(xml);
  const message = document.text('properties.Description');
  if (rendered !== undefined) return new Fields({ ...rendered, Message: message });
  return new Fields({
    EventID: document.text('properties.EventId'),
    TimeCreated: document.text('time', 'properties.TimeCreated'),
    ProviderName: document.text('properties.ProviderName'),
    Channel: document.text('properties.Channel'),
    Computer: document.text('properties.RoleInstance'),
    Message: message,
  });
}

const CODES = [
  'winlog.event_id',
  'event.code',
  'event_id.id',
  'event_id',
  'Event.System.EventID.#text',
  'Event.System.EventID',
  'System.EventID',
  'EventID.#text',
  'EventID',
  'Id',
];
const TIMES = [
  'winlog.time_created',
  'system_time',
  'Event.System.TimeCreated.#attributes.SystemTime',
  'Event.System.TimeCreated.@SystemTime',
  'Event.System.TimeCreated_attributes.SystemTime',
  'Event.System.TimeCreated.SystemTime',
  'System.TimeCreated.SystemTime',
  '@timestamp',
  'TimeGenerated',
  'EventTime',
  'TimeCreated',
];
const PROVIDERS = [
  'winlog.provider_name',
  'event.provider',
  'provider.name',
  'source_name',
  'Event.System.Provider.#attributes.Name',
  'Event.System.Provider.@Name',
  'Event.System.Provider_attributes.Name',
  'System.Provider.Name',
  'EventSourceName',
  'SourceName',
  'ProviderName',
];
const DATA = ['winlog.event_data', 'event_data.data', 'event_data', 'Event.EventData.Data', 'Event.EventData', 'EventData.Data', 'EventData', 'ExtraEventData'];
const USER_DATA = ['winlog.user_data', 'user_data.LogFileCleared', 'user_data', 'Event.UserData.LogFileCleared', 'UserData.LogFileCleared'];

/** Of the named values; where there are none, of the flat document itself (NXLog, Azure), then of the message's words. */
function dataOf(document: Fields, message: string | undefined): Fields {
  for (const path of [...DATA, ...USER_DATA]) {
    const data = named(document.raw(path));
    if (Object.keys(data).length > 0) return new Fields(data);
  }
  const dotted = below(document, 'winlog.event_data.');
  if (Object.keys(dotted).length > 0) return new Fields(dotted);
  if (FLAT.some((key) => document.has(key))) return document;
  const details = document.raw('details') ?? document.raw('message.details');
  return new Fields(ofDetails(isData(details) ? details : detailsOf(message ?? '')));
}

const FLAT = ['TargetUserName', 'SubjectUserName', 'TargetSid', 'AccountName', 'Workstation', 'UtcTime', 'Image', 'IpAddress', 'SubjectUserSid'];

/** An object of named values, or a list of `{TargetUserName: 'ada'}`, of `{name, value}` or of XML's `{@Name, #text}`. */
function named(given: unknown): Data {
  if (!Array.isArray(given)) return isData(given) && !Array.isArray(given.data) && !Array.isArray(given.Data) ? given : {};
  return Object.fromEntries(
    (given as unknown[]).flatMap((one): [string, unknown][] => {
      const item = new Fields(one);
      const name = item.text('#attributes.Name', '@Name', 'Name');
      if (name !== undefined) return [[name, item.raw('#text') ?? item.raw('Value')]];
      return isData(one) ? Object.entries(one) : [];
    })
  );
}

/** The values whose whole dotted names an exporter wrote as keys. */
function below(document: Fields, prefix: string): Data {
  return Object.fromEntries([...document.unread()].flatMap(([key, value]) => (key.startsWith(prefix) ? [[key.slice(prefix.length), value]] : [])));
}

function first(document: Fields, paths: readonly string[]): unknown {
  for (const path of paths) {
    const value = document.raw(path);
    if (typeof value === 'string' || typeof value === 'number') return value;
  }
  return undefined;
}

function isData(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
