import { seededRandom } from '../../../pkg/maths';

const FROM = Date.UTC(2026, 0, 5);
const MONTHS = ['Jan', 'Feb', 'Mar'] as const;

/** Sign-ins and requests as ECS documents, nested as most shippers send them, four a second. The same seed gives the same lines. */
export function* ecsLines(count: number, seed: number): Generator<string> {
  const random = seededRandom(seed);
  const pick = (of: number): number => Math.floor(random() * of);
  for (let i = 0; i < count; i++) {
    const user = `user${pick(5_000)}`;
    yield JSON.stringify({
      '@timestamp': new Date(FROM + i * 250 + pick(250)).toISOString(),
      event: {
        id: `e-${seed}-${i}`,
        kind: 'event',
        category: ['authentication'],
        type: ['start'],
        action: 'sign-in',
        outcome: random() < 0.1 ? 'failure' : 'success',
        dataset: 'idp.sign-ins',
      },
      user: { name: user, email: `${user}@example.com` },
      source: { ip: `10.${pick(4)}.${pick(256)}.${pick(256)}`, port: 1_024 + pick(60_000), geo: { country_iso_code: 'DE' } },
      host: { name: `srv${pick(30)}` },
      user_agent: { original: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36' },
    });
  }
}

/** sshd as syslog writes it, without year and zone, four lines a second. */
export function* sshdLines(count: number, seed: number): Generator<string> {
  const random = seededRandom(seed);
  const pick = (of: number): number => Math.floor(random() * of);
  for (let i = 0; i < count; i++) {
    const at = new Date(FROM + i * 250);
    const time = `${MONTHS[at.getUTCMonth()] ?? ''} ${String(at.getUTCDate()).padStart(2)} ${at.toISOString().slice(11, 19)}`;
    const from = `10.${pick(4)}.${pick(256)}.${pick(256)} port ${1_024 + pick(60_000)} ssh2`;
    const what = random() < 0.3 ? `Failed password for user${pick(5_000)}` : `Accepted publickey for user${pick(5_000)}`;
    yield `${time} srv${pick(30)} sshd[${1_000 + pick(30_000)}]: ${what} from ${from}`;
  }
}
