import { newcomerClaims } from '../../../pkg/engine/testing/newcomers';
import type { Metric } from '../../metric';

const SIZE = { seed: 7, entities: 450, weeks: 9 };
const GOAL = 2;

/** How far claims of newcomers in whom nothing is wrong are from what was found, through the whole pass, by their age: the worst of four generators and two levels. */
export function newcomers(): Metric[] {
  const worst = new Map<string, { readonly factor: number; readonly where: string }>();
  for (const data of ['organisation', 'sessions', 'pareto', 'drifting'] as const) {
    for (const [age, { hours, below }] of Object.entries(newcomerClaims({ ...SIZE, data }))) {
      for (const [level, ratio] of Object.entries(below)) {
        const found = Math.max(ratio, 0.5 / (hours * Number(level)));
        const factor = Math.max(found, 1 / found);
        if (factor > (worst.get(age)?.factor ?? 0)) {
          worst.set(age, { factor, where: `${found.toFixed(2)} for each claimed 1 in ${1 / Number(level)} on ${data}` });
        }
      }
    }
  }
  return [...worst].map(([age, { factor, where }]) => ({
    metric: `newcomers, ${age}: claims after equalising, worst of eight (${where})`,
    value: factor,
    unit: 'times too many or too few',
    goal: GOAL,
    met: factor <= GOAL,
    cores: 1,
    seed: SIZE.seed,
  }));
}
