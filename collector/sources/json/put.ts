import type { EventWriter } from '../source';

type TextField = Parameters<EventWriter['text']>[0];

/** Writes a text where there is one. */
export function put(out: EventWriter, field: TextField, value: string | undefined): void {
  if (value !== undefined) out.text(field, value);
}

/** The same for many: an object of fields. */
export function putAll(out: EventWriter, values: Partial<Record<TextField, string | undefined>>): void {
  for (const [field, value] of Object.entries(values)) put(out, field as TextField, value);
}

/** A label where there is one. */
export function putLabels(out: EventWriter, values: Readonly<Record<string, string | undefined>>): void {
  for (const [key, value] of Object.entries(values)) if (value !== undefined) out.label(key, value);
}

type HostField = 'host.name' | 'source.domain' | 'destination.domain';

/** Writes the name of a host where there is one, also to `related.hosts`, which holds all that an event names. */
export function putHost(out: EventWriter, field: HostField, name: string | undefined): void {
  if (name === undefined) return;
  out.text(field, name);
  out.add('related.hosts', name);
}
