import { stringify } from 'yaml';
import type { ViewDefinition } from '../views/definition';
import type { Proposal } from './discover';

const WIDTH = 38;

/** A family as lines of a comment: what it holds, what could be learnt of it, and what not and why. */
export function proposalInWords({ pattern, indices, events, eventsPerDay, newest, features, notCounted }: Proposal): string {
  const size = `${many(events, 'event')} in ${many(indices, 'index', 'indices')}, ${many(eventsPerDay, 'event')} a day, the newest at ${newest ?? 'no time'}`;
  const able = features.map(
    ({ feature, eventsPerDay: perDay, entities }) =>
      `  ${feature.padEnd(WIDTH)} ${number(perDay).padStart(12)} events a day  ${many(entities, 'entity', 'entities')}`
  );
  const byReason = Map.groupBy(notCounted, ({ why }) => why);
  const unable = [...byReason].map(([why, ones]) => `  not ${ones.map(({ feature }) => feature).join(', ')}: ${why}`);
  const nothing = features.length === 0 ? ['  Nothing can be learnt of it as it is; docs/elasticsearch.md says how to name its fields.'] : [];
  return [`${pattern}: ${size}`, ...able, ...nothing, ...unable].map((line) => `# ${line}\n`).join('');
}

/** What `habitus.yaml` takes. */
export function viewsAsYaml(views: readonly ViewDefinition[]): string {
  return stringify({ views }, { lineWidth: 0 });
}

function many(n: number, one: string, more = `${one}s`): string {
  return `${number(n)} ${n === 1 ? one : more}`;
}

function number(n: number): string {
  return n.toLocaleString('en-US', { maximumFractionDigits: 1 });
}
