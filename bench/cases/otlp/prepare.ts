import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { seededRandom } from '../../../pkg/maths';
import { logsRequest } from './request';

/** Of one request. */
export const RECORDS = 1_000;

interface Prepared {
  readonly requests: number;
  readonly encoding: 'gzip' | 'identity';
  readonly seed: number;
}

/** Writes requests to a folder, a file each: sign-ins of 5,000 users of a shop over its web servers, {@link RECORDS} in each request. */
export function prepareRequests(folder: string, { requests, encoding, seed }: Prepared): void {
  const random = seededRandom(seed);
  const pick = (count: number): number => Math.floor(random() * count);
  mkdirSync(folder);
  const now = Date.now();
  for (let n = 0; n < requests; n++) {
    const records = Array.from({ length: RECORDS }, (_, i) => ({
      at: now - (requests - n) * 1_000 + i,
      attributes: {
        'event.action': 'login',
        'event.outcome': random() < 0.1 ? 'failure' : 'success',
        'user.name': `user${pick(5_000)}`,
        'client.address': `10.${pick(4)}.${pick(256)}.${pick(256)}`,
        'client.port': 1_024 + pick(60_000),
        'url.path': `/api/v1/items/${pick(2_000)}`,
        'http.request.method': 'POST',
        'http.response.status_code': 200,
        'session.id': `s-${pick(1e9).toString(36)}`,
        'user_agent.original': AGENTS[pick(AGENTS.length)] ?? '',
      },
    }));
    const body = logsRequest({ 'service.name': 'shop', 'host.name': `web-${pick(20)}` }, records);
    writeFileSync(join(folder, String(n).padStart(6, '0')), encoding === 'gzip' ? gzipSync(body, { level: 1 }) : body);
  }
}

const AGENTS = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:143.0) Gecko/20100101 Firefox/143.0',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1',
];
