import { z } from 'zod';
import type { Setting } from './settings';

const seconds = (most: number): z.ZodType<number> => z.int().min(1).max(most);

/** How scores from a service of one's own are asked for: `detectors.external.*`. */
export const SCORING_SERVICE = {
  'detectors.external.url': {
    schema: z.string().refine(isService, 'expected https://host/path without a password; http:// only of this machine').optional(),
    default: undefined,
    what: 'A scoring service that is asked how improbable an observation is; none is asked where it is not set. See docs/external-scores.md.',
  } as Setting<string | undefined>,
  'detectors.external.tokenFile': {
    schema: z.string().min(1).optional(),
    default: undefined,
    what: 'File whose first line it is sent as `Authorization: Bearer`: read at each request, so that a token is replaced without a restart.',
    path: true,
  } as Setting<string | undefined>,
  'detectors.external.features': {
    schema: z.array(z.string().min(1)),
    default: [],
    what: 'Features that it is asked about, besides those whose definition names the detector `external`.',
  } as Setting<string[]>,
  'detectors.external.timeout': { schema: seconds(600), default: 10, what: 'Seconds that one request may take.' } as Setting<number>,
  'detectors.external.perHour': {
    schema: seconds(3_600),
    default: 60,
    what: 'Seconds that closing an hour waits for it at most, all features together; what is not answered by then gets no score from it.',
  } as Setting<number>,
  'detectors.external.batch': { schema: z.int().min(1).max(10_000), default: 500, what: 'Observations of one request at most.' } as Setting<number>,
  'detectors.external.concurrency': { schema: z.int().min(1).max(64), default: 4, what: 'Requests at the same time, of one process.' } as Setting<number>,
  'detectors.external.days': {
    schema: z.int().min(0).max(3_650),
    default: 7,
    what: 'Days before the newest event that it is asked about: a backfill of years does not ask about all of them.',
  } as Setting<number>,
} as const;

/** Encrypted, but on the way to this machine itself; no password that would stand in messages. */
function isService(text: string): boolean {
  const url = URL.parse(text);
  if (url === null || url.username !== '' || url.password !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.test(url.hostname));
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;
