import { join } from 'node:path';
import { DAY } from '../../../../pkg/model';
import type { Habitus } from '../../../../pkg/owner/habitus';
import type { Metric } from '../../../metric';
import { median } from '../../../spread';
import { dataSet } from '../data-set';
import { detectorsFor } from '../detectors';
import { learnt } from '../learnt';
import { atBudgets, type Sought } from '../measures/budget';
import { atFalsePositiveRate, atThreshold, averagePrecision, bestF1 } from '../measures/curve';
import { high, low } from '../measures/metric-of';
import { attemptsOfAttacks } from './live';
import { collectScores, type SignInScores } from './collect';
import { isNamedBy, readSignIns, writeSignIns, type SignIns } from './load';
import { peerScores } from './peers';
import { questionsOf, type Questions } from './protocol';

const WHOLE = 'the whole';
/** Of medium severity: rarer than 1 in 10,000. What is shown, 1 in 1,000, comes to every address once in a month of hours, even to a calibrated score. */
const MEDIUM = 4;
/** What the data set's README says that simple methods reach. */
const GOALS = { falsePositiveRate: 0.004, falseNegativeRate: 0, minutes: 0.864, takeovers: 0.948 };

/** Simulated sign-ins with attackers: per address at any time, per minute, takeovers, and what a person sees who reads a few alerts a day. */
export async function loginAttempts(): Promise<Metric[]> {
  const dir = dataSet('login-attempts');
  if (dir === undefined) return [];
  return [...(await half(join(dir, 'nov2018'), 'nov2018')), ...(await half(join(dir, '2018-h1'), '2018-h1'))];
}

async function half(dir: string, name: string): Promise<Metric[]> {
  const signIns = readSignIns(dir);
  const peers = peerScores(signIns);
  const input = {
    source: 'ecs',
    files: (scratch: string) => [writeSignIns(signIns.rows, join(scratch, 'sign-ins.ndjson'))],
  };
  const attempts = await attemptsOfAttacks(signIns);
  const soon = low(`login-attempts ${name}: attempts before the first alert, median of ${attempts.length} attacks`, median(attempts), 10, {
    unit: 'attempts',
    runs: attempts.length,
    spread: [Math.min(...attempts), Math.max(...attempts)],
  });
  return await learnt(input, async ({ habitus }) => {
    const metrics: Metric[] = [];
    const whole = questionsOf(signIns, await collectScores(habitus, 'combined'));
    metrics.push(...ofWhole(name, whole, peers, signIns));
    for (const detector of new Set([...detectorsFor('count', 'upper'), ...detectorsFor('values', 'upper')])) {
      metrics.push(...ofDetector(`${name}, ${detector} alone`, questionsOf(signIns, await collectScores(habitus, detector))));
    }
    return [...metrics, ...(await atABudget(name, habitus, signIns)), soon];
  });
}

function ofWhole(half: string, { addresses, minutes, takeovers }: Questions, peers: Map<string, SignInScores>, signIns: SignIns): Metric[] {
  const shown = { addresses: atThreshold(addresses, MEDIUM), takeovers: atThreshold(takeovers, MEDIUM), minutes: atThreshold(minutes, MEDIUM) };
  const name = `login-attempts ${half}`;
  const asShown: Metric[] = [
    low(`${name}: false-positive rate of addresses, medium or more`, shown.addresses.falsePositiveRate, GOALS.falsePositiveRate),
    low(`${name}: false-negative rate of addresses, medium or more`, 1 - shown.addresses.recall, GOALS.falseNegativeRate),
    low(`${name}: false-negative rate of addresses at a false-positive rate of .004`, 1 - atFalsePositiveRate(addresses, GOALS.falsePositiveRate).recall, 0),
    high(`${name}: precision of minutes, medium or more`, shown.minutes.precision, 1),
    high(`${name}: recall of minutes, medium or more`, shown.minutes.recall, 0.76),
    high(`${name}: precision of takeovers, medium or more`, shown.takeovers.precision, 0.925),
    high(`${name}: recall of takeovers, medium or more`, shown.takeovers.recall, 0.972),
  ];
  return [...asShown, ...[...peers].flatMap(([peer, scores]) => beside(name, { addresses, minutes, takeovers }, peer, questionsOf(signIns, scores)))];
}

/** Each question that the peer answers. */
function beside(name: string, ours: Questions, peer: string, theirs: Questions): Metric[] {
  const answers = (question: keyof Questions): boolean => theirs[question].some(({ score }) => score > 0);
  return (['addresses', 'minutes', 'takeovers'] as const).filter(answers).flatMap((question) => {
    const goal = question === 'addresses' ? 0.95 : GOALS[question];
    return [
      high(`${name}: AUC-PR of ${question}, ${WHOLE}`, averagePrecision(ours[question]), goal, { peer, peerValue: averagePrecision(theirs[question]) }),
      high(`${name}: best F1 of ${question}, ${WHOLE}`, bestF1(ours[question]).f1, goal, { peer, peerValue: bestF1(theirs[question]).f1 }),
    ];
  });
}

function ofDetector(name: string, questions: Questions): Metric[] {
  const answered = (['addresses', 'minutes', 'takeovers'] as const).filter((question) => questions[question].some(({ score }) => score > 0));
  return answered.map((question) =>
    high(`login-attempts ${name}: AUC-PR of ${question}`, averagePrecision(questions[question]), question === 'addresses' ? 0.95 : GOALS[question])
  );
}

async function atABudget(half: string, { engine }: Habitus, { attacks, rows }: SignIns): Promise<Metric[]> {
  const ranking = await engine.ranking({ from: 0, to: Number.MAX_SAFE_INTEGER, limit: 1_000_000 });
  const entities = Object.values((await engine.status()).entities).reduce((sum, one) => sum + one, 0);
  const sought = attacks.map((attack): Sought => ({ start: attack.start, end: attack.end, names: (entity) => isNamedBy(attack, entity) }));
  const days = (rows.at(-1)!.at - rows[0]!.at) / DAY;
  return atBudgets(ranking, sought, days, entities).flatMap(({ perThousand, precision, recall }) => [
    high(`login-attempts ${half}: precision at ${perThousand} alerts a day per 1,000 entities`, precision, 0.9),
    high(`login-attempts ${half}: attacks found at ${perThousand} alerts a day per 1,000 entities`, recall, 0.9),
  ]);
}
