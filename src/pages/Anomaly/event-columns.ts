import { dateTimeFormat, formattedValueToString, getValueFormat } from '@grafana/data';
import type { Column, Row } from '../../shared/DataTable';
import type { EntityRef } from '../../shared/model';

type FlatEvent = Readonly<Record<string, unknown>>;

interface EventColumn extends Column {
  readonly of: (event: FlatEvent) => string;
}

/** The first of these fields that an event has. */
const first =
  (...names: readonly string[]) =>
  (event: FlatEvent): string => {
    const value = names.map((name) => event[name]).find((each) => each !== undefined && each !== null);
    return Array.isArray(value) ? value.join(', ') : String(value ?? '');
  };

const bytes = getValueFormat('decbytes');

/** What a person asks of an event, in ECS names: when, who, what, how it ended, of what, from where, with what, how much. */
const COLUMNS: readonly EventColumn[] = [
  { title: 'time', of: (event) => dateTimeFormat(String(event['@timestamp'] ?? ''), { format: 'HH:mm:ss' }) },
  { title: 'user', of: first('user.name', 'user.target.name') },
  { title: 'action', of: first('event.action', 'http.request.method', 'event.category') },
  { title: 'outcome', of: first('event.outcome') },
  { title: 'object', of: first('file.path', 'url.path', 'url.original', 'process.command_line', 'process.name', 'habitus.payment.counterparty') },
  { title: 'status', right: true, of: first('http.response.status_code') },
  { title: 'host', of: first('host.name', 'url.domain') },
  { title: 'from', of: (event) => [first('source.ip', 'source.address')(event), first('source.geo.country_iso_code')(event)].filter(Boolean).join(' ') },
  { title: 'agent', of: (event) => [first('user_agent.name')(event), first('user_agent.os.name')(event)].filter(Boolean).join(', ') },
  { title: 'amount', right: true, of: (event) => amount(event['habitus.payment.amount'], event['habitus.payment.currency']) },
  {
    title: 'bytes',
    right: true,
    of: (event) => {
      const text = first('file.size', 'http.response.body.bytes', 'http.response.bytes', 'source.bytes')(event);
      return text === '' ? '' : formattedValueToString(bytes(Number(text), 1));
    },
  },
];

/** Money is stored in minor units: how many make one is the currency's own (`EUR` 100, `JPY` 1). */
function amount(minor: unknown, currency: unknown): string {
  if (typeof minor !== 'number') return '';
  if (typeof currency !== 'string' || !/^[A-Z]{3}$/.test(currency)) return String(minor);
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

/** The columns that say something of these events; that of the entity itself says nothing when all rows hold it. */
export function eventTable(events: readonly FlatEvent[], entity: EntityRef): { readonly columns: readonly Column[]; readonly rows: readonly Row[] } {
  const shown = COLUMNS.filter(({ of }) => {
    const values = new Set(events.map(of));
    return !(values.size === 1 && (values.has('') || values.has(entity.id)));
  });
  return {
    columns: shown.map(({ title, right }) => ({ title, ...(right ? { right } : {}) })),
    rows: events.map((event, i) => ({ key: String(event['habitus.id'] ?? i), cells: shown.map(({ of }) => of(event)) })),
  };
}
