import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { MINUTE, type Millis } from '../../../pkg/model';
import type { Draft } from '../../encode/draft';
import type { Step } from '../../encode/step';
import type { SessionsConfig } from './schema';

interface Session {
  readonly id: string;
  /** Its events lie in between. Sessions of one key never overlap. */
  first: Millis;
  last: Millis;
}

/** Of whom sessions are remembered, and how many of each: those that were met last. */
const MOST_KEYS = 50_000;
const MOST_EACH = 4;
/** Of a user agent: what is longer is no other one. */
const MOST_AGENT = 256;

/**
 * Gives an event without `session.id` one: events of one user (else of one address and user agent) with no more than `inactivity` between two of them.
 * The id is a hash of whose it is and of the time of the event that opened it, so the same events in the same order get the same ids, and a second
 * delivery gets those of the first while its session is remembered. An event out of order joins the session that it lies in or next to; two
 * sessions that it would join stay two, as what is stored keeps its id.
 */
export class Sessions implements Step {
  private readonly known = new LRUCache<string, Session[]>({ max: MOST_KEYS });
  private readonly inactivity: Millis;

  public constructor({ minutes }: SessionsConfig) {
    this.inactivity = minutes * MINUTE;
  }

  public apply(draft: Draft): undefined {
    if (draft.time === undefined || draft.has('session.id')) return;
    const whose = whoseOf(draft);
    if (whose !== undefined) draft.set('session.id', this.idOf(whose, draft.time));
  }

  private idOf(whose: string, at: Millis): string {
    let sessions = this.known.get(whose);
    if (sessions === undefined) this.known.set(whose, (sessions = []));
    const index = this.nearest(sessions, at);
    const [found] = index < 0 ? [opened(whose, at)] : sessions.splice(index, 1);
    const session = found ?? opened(whose, at);
    session.first = Math.min(session.first, at);
    session.last = Math.max(session.last, at);
    sessions.push(session);
    if (sessions.length > MOST_EACH) sessions.shift();
    return session.id;
  }

  /** Where the session that the time lies in or next to stands, or -1. */
  private nearest(sessions: readonly Session[], at: Millis): number {
    let [best, least] = [-1, this.inactivity];
    for (const [index, session] of sessions.entries()) {
      const away = Math.max(session.first - at, at - session.last, 0);
      // Of two as near the later met counts, as it does where events come in order.
      if (away <= least) [best, least] = [index, away];
    }
    return best;
  }
}

function opened(whose: string, at: Millis): Session {
  return { id: `inactivity-${hash('sha256', `${whose}\n${at}`).slice(0, 20)}`, first: at, last: at };
}

function whoseOf(draft: Draft): string | undefined {
  const user = draft.text('habitus.entity.actor.user');
  if (user !== undefined) return user;
  const address = draft.text('source.ip');
  return address === undefined ? undefined : `${address}\n${draft.text('user_agent.original')?.slice(0, MOST_AGENT) ?? ''}`;
}
