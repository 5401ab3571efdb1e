import type { Client } from '@elastic/elasticsearch';
import { asked, isMissing } from '../failure';
import { isOwnIndex } from '../views/own-index';

/** Where other shippers put events. */
export const USUAL = ['logs-*', 'filebeat-*', 'winlogbeat-*', 'auditbeat-*'];

/** Indices and data streams that somebody tells apart by their date or number only. */
export interface Family {
  /** As `filebeat-*`: all of them, and those to come. */
  readonly pattern: string;
  readonly members: readonly string[];
}

/** What is called so, in families, by name. Ours and what is hidden are left out. Needs `view_index_metadata`. */
export async function familiesOf(client: Client, patterns: readonly string[]): Promise<Family[]> {
  const members = new Map<string, string[]>();
  for (const name of patterns) {
    for (const one of await namesCalled(client, name)) {
      if (isOwnIndex(one) || one.startsWith('.')) continue;
      const pattern = patternOf(one);
      members.set(pattern, [...new Set([...(members.get(pattern) ?? []), one])]);
    }
  }
  return [...members].map(([pattern, names]) => ({ pattern, members: names.sort() })).sort((a, b) => (a.pattern < b.pattern ? -1 : 1));
}

async function namesCalled(client: Client, name: string): Promise<string[]> {
  try {
    const found = await asked(client.indices.resolveIndex({ name, expand_wildcards: 'open' }));
    return [...found.indices.filter(({ data_stream: stream }) => stream === undefined), ...found.data_streams].map((one) => one.name);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** A version, a date, a number of roll-over at the end. */
const CHANGING = /[-_.](?:v?\d+\.\d+\.\d+(?:[-_.][a-z]+)?(?=[-_.]|$)|\d{4}[.-]\d{1,2}(?:[.-]\d{1,2})?|\d{6,8})(?=[-_.]|$)/g;
/** `logs-nginx.access-production`: type, data set, namespace. */
const STREAM = /^(logs-[^-]+)-[^-]+$/;

/** The pattern of an index by its name: `filebeat-8.19.0-2026.11.25-000001` is one of `filebeat-*`. */
export function patternOf(name: string): string {
  const steady = name.replace(CHANGING, '');
  if (steady !== name) return `${steady}-*`;
  const stream = STREAM.exec(name)?.[1];
  return stream === undefined ? name : `${stream}-*`;
}

/** A name for the view of a pattern. */
export function viewNameOf(pattern: string): string {
  const plain = pattern
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return plain === '' ? 'events' : plain;
}
