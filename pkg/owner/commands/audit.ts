import type { Millis } from '../../model';
import { EXIT, type Command } from '../command';

interface AuditArgs {
  readonly since?: Millis;
  readonly until?: Millis;
  readonly by?: string;
}

/** As far as every line of the trail is alike: what was done, by whom, when; the rest is of its kind. */
interface AuditLine {
  readonly did: string;
  readonly by: string;
  readonly at: Millis;
}

/** `habitus audit`: what people did that others must be able to see: reveals and verdicts, the oldest first. */
export const audit: Command<AuditArgs> = async ({ store }, { since = 0, until = Infinity, by }, io) => {
  for (const { value } of await store.records.list<AuditLine>('audit')) {
    if (value.at < since || value.at >= until || (by !== undefined && value.by !== by)) continue;
    const { did, by: who, at, ...rest } = value;
    const when = new Date(at).toISOString();
    await io.out(io.json ? `${JSON.stringify({ at: when, by: who, did, ...rest })}\n` : `${when}  ${plain(who)}  ${plain(did)}  ${inWords(rest)}\n`);
  }
  return EXIT.done;
};

function inWords(rest: object): string {
  return Object.entries(rest)
    .filter(([, value]) => value !== null)
    .map(([key, value]) => `${key}: ${key === 'until' ? new Date(Number(value)).toISOString() : plain(String(value))}`)
    .join(', ');
}

/** What a stranger wrote must not steer a terminal. */
function plain(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
