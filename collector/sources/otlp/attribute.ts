import { FIELDS, type FieldName } from '../../../pkg/model';
import { fieldId } from '../../encode/draft';
import { ALLOWED } from '../ecs/allowed';
import { NAMES } from '../ecs/names';
import { SIDE_NAMES } from '../ecs/sides';
import { ECS_NAME } from './conventions';

/** What becomes of an attribute's plain value. `odd`: more than one look is needed, `writeLogRecord` decides. */
export type Way = 'text' | 'list' | 'long' | 'extra' | 'label' | 'odd';

/** What an attribute's name says, found out once for each name. */
export interface Attribute {
  readonly way: Way;
  /** The key, for `extra` and `label`. */
  readonly name: string;
  /** For `text`, `list` and `long`. */
  readonly field: FieldName;
  /** The field's place in FIELDS; -1 for other ways. */
  readonly slot: number;
  /** The values that ECS allows, in lower case. */
  readonly allowed: ReadonlySet<string> | undefined;
  /** Whether a record that has it says who did what, so that its body is only words. */
  readonly describes: boolean;
  /** One of GUIDE when other fields are chosen by it, else 0. */
  readonly guide: number;
}

/** By the name in the record: of the semantic conventions, of ECS, or any. */
export function attributeNamed(key: string): Attribute {
  const name = ecsName(key);
  const [way, rest] = wayOf(name);
  return {
    way,
    name: rest,
    field: name as FieldName,
    slot: way === 'text' || way === 'list' || way === 'long' ? fieldId(name as FieldName) : -1,
    allowed: Object.hasOwn(ALLOWED, name) ? ALLOWED[name as keyof typeof ALLOWED] : undefined,
    describes: DESCRIBING.has(key),
    guide: GUIDE[name] ?? 0,
  };
}

/** The ECS name of what the semantic conventions call otherwise; any other name as it is. */
export function ecsName(key: string): string {
  return Object.hasOwn(ECS_NAME, key) ? (ECS_NAME[key] ?? key) : key;
}

/** Names, as the record has them, that say who did what. */
export const DESCRIBING: ReadonlySet<string> = new Set(['event.action', 'event.name', 'event.category', 'user.id', 'user.name', 'enduser.id']);

/** Fields by which others are chosen, a bit each. */
export const GUIDE: Readonly<Record<string, number>> = Object.assign(Object.create(null) as Record<string, number>, {
  'event.action': 1,
  'event.category': 2,
  'event.type': 4,
  'event.kind': 8,
  'log.level': 16,
  message: 32,
  'http.response.status_code': 64,
  'url.original': 128,
});

function wayOf(name: string): [Way, string] {
  if (ODD.has(name) || name.startsWith('habitus.extra.')) return ['odd', name];
  if (name.startsWith('labels.')) return ['label', name.slice('labels.'.length)];
  if (NAMES.under.get(name)?.isField !== true) return ['extra', name];
  return [WAYS[FIELDS[name as FieldName]] ?? 'odd', name];
}

const WAYS: Readonly<Record<string, Way>> = { keyword: 'text', ip: 'text', keywords: 'list', long: 'long' };
/** What an event has of its own, names under which documents put several fields, and those that stand for others. */
const ODD = new Set(['', '@timestamp', 'habitus.id', 'event.ingested', 'event', 'labels', 'habitus.extra', ...SIDE_NAMES]);
