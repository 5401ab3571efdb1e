import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { seededRandom } from '../../../pkg/maths';

/** Writes access-log lines (combined) with the same traffic as the OTLP requests. */
export async function writeAccessLines(path: string, count: number, seed: number): Promise<void> {
  const random = seededRandom(seed);
  const pick = (most: number): number => Math.floor(random() * most);
  const file = createWriteStream(path);
  for (let n = 0; n < count; n++) {
    const address = `10.${pick(4)}.${pick(256)}.${pick(256)}`;
    const second = String(Math.floor(n / 1_000) % 60).padStart(2, '0');
    const time = `25/Nov/2026:10:00:${second} +0000`;
    const request = `"POST /api/v1/items/${pick(2_000)} HTTP/1.1" ${random() < 0.1 ? 401 : 200} ${pick(90_000)}`;
    if (!file.write(`${address} - user${pick(5_000)} [${time}] ${request} "-" "${AGENT}"\n`)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
}

const AGENT = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36';
