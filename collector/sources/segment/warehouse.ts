import type { Fields } from '../json/fields';

type Json = Record<string, unknown>;

/** The call that a row of a warehouse table is: `tracks`, `identifies`, `pages`, `screens`, `groups`, `aliases` and the tables of single events. Undefined for what is no row. */
export function callOfRow(row: Fields): Json | undefined {
  if (row.has('type') || !row.has('received_at') || !(row.has('anonymous_id') || row.has('user_id'))) return undefined;
  const call: Json = {};
  const context: Json = {};
  const rest: Json = {};
  for (const [column, value] of row.unseen().unread()) {
    const own = OWN[column];
    if (own !== undefined) call[own] = value;
    else if (column.startsWith('context_')) putContext(context, column.slice('context_'.length), value);
    else if (!NOT_KEPT.has(column)) rest[column] = value;
  }
  if (Object.keys(context).length === 0 && !row.has('original_timestamp') && !row.has('uuid_ts')) return undefined;
  const type = typeOf(call, rest);
  return { ...call, type, context, [type === 'identify' || type === 'group' ? 'traits' : 'properties']: rest };
}

const OWN: Readonly<Record<string, string>> = {
  id: 'messageId',
  message_id: 'messageId',
  event: 'event_name',
  event_text: 'event',
  user_id: 'userId',
  anonymous_id: 'anonymousId',
  group_id: 'groupId',
  previous_id: 'previousId',
  timestamp: 'timestamp',
  original_timestamp: 'originalTimestamp',
  sent_at: 'sentAt',
  received_at: 'receivedAt',
};

const NOT_KEPT = new Set(['uuid_ts', 'loaded_at', 'uuid', 'event_name']);

/** Columns of the context are its paths with underscores: of these groups the first part is an object. */
const GROUPS = /^(page|library|device|os|app|location|network|screen|campaign|traits|referrer)_(.+)$/;

function putContext(context: Json, path: string, value: unknown): void {
  const [, group, key] = GROUPS.exec(path) ?? [];
  if (group === undefined || key === undefined) context[path] = value;
  else context[group] = { ...(context[group] as Json | undefined), [key]: value };
}

/** No column says it: an event has its name, a group and an alias an id of their own, a page or screen a name or a URL. */
function typeOf(call: Json, rest: Json): string {
  const name = call.event_name;
  delete call.event_name;
  if (call.event === undefined && name !== undefined) call.event = name;
  if (call.event !== undefined) return 'track';
  if (call.previousId !== undefined) return 'alias';
  if (call.groupId !== undefined) return 'group';
  return rest.url !== undefined || rest.path !== undefined ? 'page' : 'identify';
}
