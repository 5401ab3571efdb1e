import { createHash } from 'node:crypto';
import { HOUR, type Millis } from '../../../pkg/model';

/** A linear congruential generator: the same lines for the same seed, on every machine. */
export function* signInLines(count: number, from: Millis, seed: number): Generator<string> {
  let state = seed >>> 0;
  const random = (): number => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 4_294_967_296;
  let at = from;
  for (let i = 0; i < count; i++) {
    at += Math.floor(random() * 200);
    const user = `user${Math.floor(random() * 2_000)}`;
    const ip = `10.${Math.floor(random() * 4)}.${Math.floor(random() * 256)}.${Math.floor(random() * 256)}`;
    const host = `srv${i % 30}`;
    const outcome = random() < 0.2 ? 'failure' : 'success';
    yield JSON.stringify({
      '@timestamp': new Date(at).toISOString(),
      'event.kind': 'event',
      'event.category': ['authentication'],
      'event.type': ['start'],
      'event.action': 'ssh_login',
      'event.outcome': outcome,
      'event.dataset': 'sshd.auth',
      'event.created': new Date(at + 5).toISOString(),
      message: `Accepted publickey for ${user} from ${ip} port ${i % 60_000} ssh2`,
      'user.name': user,
      'source.ip': ip,
      'source.port': i % 60_000,
      'host.name': host,
      'process.name': 'sshd',
      'process.pid': i % 32_000,
      'related.user': [user],
      'related.ip': [ip],
      'habitus.id':
        Math.floor(at / HOUR)
          .toString(16)
          .padStart(6, '0') + createHash('sha1').update(`${seed} ${i}`).digest('hex').slice(0, 20),
      'habitus.source': 'sshd',
      'habitus.entity.actor.user': user,
      'habitus.entity.source.address': ip,
      'habitus.entity.target.host': host,
      'habitus.source.network': ip.replace(/\.\d+$/, '.0/24'),
    });
  }
}
