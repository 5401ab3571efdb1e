import { poissonDraw, seededRandom } from '../../maths';
import { HOUR, type Millis } from '../../model';

/** Sign-ins as encoded events. Ids count up, so that a later batch is no duplicate of an earlier one. */
export class SignIns {
  private readonly lines: string[] = [];

  /** @param organisation that each is of, as the collector says of everybody; none where absent */
  public constructor(
    private ordinal = 0,
    private readonly organisation?: string
  ) {}

  public add(at: Millis, user: string, outcome: 'success' | 'failure', network: string, address?: string): this {
    const hour = Math.floor(at / HOUR)
      .toString(16)
      .padStart(6, '0');
    this.lines.push(
      JSON.stringify({
        '@timestamp': new Date(at).toISOString(),
        'habitus.id': `${hour}${String(this.ordinal++).padStart(20, '0')}`,
        'habitus.source': 'test',
        'event.category': ['authentication'],
        'event.outcome': outcome,
        'habitus.entity.actor.user': user,
        'user.name': user,
        ...(this.organisation !== undefined && { 'habitus.entity.actor.organisation': this.organisation }),
        'habitus.network': network,
        ...(address !== undefined && { 'habitus.entity.source.address': address }),
      })
    );
    return this;
  }

  public bytes(): Buffer {
    return Buffer.from(`${this.lines.join('\n')}\n`);
  }
}

/** 40 people who sign in at work and mistype now and then, for some days. */
export function office(monday: Millis, days: number, seed: number): SignIns {
  const random = seededRandom(seed);
  const signIns = new SignIns();
  for (let hour = 0; hour < days * 24; hour++) {
    const busy = hour % 24 >= 8 && hour % 24 < 18 && hour % 168 < 120;
    for (let person = 0; person < 40; person++) {
      for (let left = poissonDraw(random, busy ? 0.5 : 0.01); left > 0; left--) {
        signIns.add(monday + (hour + random()) * HOUR, `p${person}`, random() < 0.1 ? 'failure' : 'success', `10.0.${person}.0/24`);
      }
    }
  }
  return signIns;
}
