import type { Fields } from '../json/fields';
import type { Visitor } from '../json/visitor';

/**
 * Who it was. `distinct_id` is the person once they are known, and the device before: then it is `$device:…`, or the same as `$device_id`, or the
 * cookie of the older browser library.
 */
export function visitorOf(properties: Fields): Visitor {
  const distinct = properties.text('distinct_id', '$distinct_id');
  const device = properties.text('$device_id', 'device_id');
  const bare = distinct?.replace(/^\$device:/, '');
  const isDevice = distinct !== undefined && (distinct !== bare || distinct === device || COOKIE.test(distinct));
  return {
    user: properties.text('$user_id', 'user_id') ?? (isDevice ? undefined : distinct),
    device: device ?? (isDevice ? bare : undefined),
    name: properties.text('$username', 'username'),
    email: properties.text('$email', 'email'),
    fullName: properties.text('$name'),
    session: properties.text('$session_id', 'session_id', 'sessionId'),
    ip: properties.text('ip', '$ip'),
    agent: properties.text('$user_agent', 'user_agent', 'userAgent'),
    page: properties.text('$current_url', 'current_url', 'current_page_url', 'URL', 'url') ?? properties.text('$current_page', 'current_url_path'),
    referrer: properties.text('$referrer', 'referrer'),
  };
}

/** Time, random, agent, screen and time again in hexadecimal. */
const COOKIE = /^[0-9a-f]{10,16}-[0-9a-f]{8,17}-[0-9a-f]{6,8}-[0-9a-f]{4,7}-[0-9a-f]{10,17}$/;
