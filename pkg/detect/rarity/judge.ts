import { hash53, logSidak, negativeBinomialQuantile } from '../../maths';
import type { Finding, ValueSet } from '../../model';
import { guardInputs } from '../guards';
import type { Weighed } from './weigh';

/** Least probability: the hash of the value and the peers' habits do not carry a smaller one. */
const LEAST = 1e-12;

/** Pitman-Yor's numbers of one value. */
export function predictive(x: Weighed): { readonly p: number; readonly share: number; readonly fresh: number } {
  const alpha = 0.5 + 0.1 * x.distinct;
  const discount = (x.singles + 1) / (x.distinct + 2);
  const all = x.draws + alpha;
  const fresh = Math.min(1, (alpha + discount * x.distinct) / all);
  const pNew = fresh * novelty(x);
  const share = Math.max(0, x.count - discount) / all + fresh * Math.min(x.share, 1 / (1 + x.distinct));
  if (x.count === 0) return { p: pNew, share, fresh };
  const pSeen = Math.min(1, fresh + ((1 - fresh) * (x.fewer + x.same / 2)) / Math.max(x.draws, x.fewer + x.same));
  const known = Math.min(1, x.count);
  return { p: known * pSeen + (1 - known) * pNew, share, fresh };
}

/** Of the values new to this entity, the share that is no likelier than this one by what the peers have. */
function novelty(x: Weighed): number {
  if (x.members === 0) return 0.5;
  const alone = Math.min(1, (x.alone + 0.2) / (x.distinct + 2));
  return x.share === 0 ? alone / 2 : alone + (1 - alone) * Math.sqrt(Math.min(1, x.share));
}

/** `Finding.inputs`, named. @throws RangeError unless they are 12 numbers >= 0 */
export function weighedOf(inputs: readonly number[]): Weighed {
  guardInputs(inputs, 12);
  const [value, count, fewer, same, draws, distinct, singles, alone, share, members] = inputs as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return { value, count, fewer, same, draws, distinct, singles, alone, share, members };
}

/** The finding as a function of the inputs, and of the value that they name where it is still known. */
export function judgeValue(x: Weighed, tests: number, total: number, value: string | undefined): Finding {
  const { p, share, fresh } = predictive(x);
  const expected = Math.max(1e-9, total * Math.min(1, share));
  const logP = logSidak(Math.log(Math.min(1, Math.max(LEAST, p))), tests);
  const interval = [negativeBinomialQuantile(0.025, expected, Infinity), negativeBinomialQuantile(0.975, expected, Infinity)] as const;
  const borrowed = { own: 1 - fresh, neighbour: 0, peer: fresh };
  const inputs = [x.value, x.count, x.fewer, x.same, x.draws, x.distinct, x.singles, x.alone, x.share, x.members, tests, total];
  return value === undefined ? { logP, expected, interval, borrowed, inputs } : { logP, expected, interval, borrowed, inputs, value };
}

/** The value of a bucket that has the hash. */
export function valueOf(obs: ValueSet, hash: number): string | undefined {
  for (const value of obs.values.keys()) if (hash53(value) === hash) return value;
  return undefined;
}
