import type { Finding, Observation } from '../../model';
import { explainValue } from '../rarity/explain';
import { figure, type ArithmeticLine, type FindingInWords, type UnitWords } from '../words';
import { isJump } from './journey';
import { jumpChance, travelOf } from './judge';

/** The same numbers as the judgement: how far in how little time, how often this entity does so, and rarity's words of the place. */
export function explainTravel(finding: Finding, obs: Observation, unit: UnitWords): FindingInWords {
  const x = travelOf(finding.inputs);
  const place = explainValue({ ...finding, inputs: finding.inputs.slice(0, 12) }, obs, unit);
  const hours = x.minutes < 120 ? `${figure(x.minutes)} minutes` : `${figure(x.minutes / 60)} hours`;
  const way = `${figure(x.kilometres)} km in ${hours} at most`;
  const chance = jumpChance(x);
  const arithmetic: ArithmeticLine[] = [
    { label: 'From the place before', value: way, number: x.kilometres },
    {
      label: 'Speed',
      value: x.minutes > 0 ? `${figure((60 * x.kilometres) / x.minutes)} km/h` : 'none',
      number: x.minutes > 0 ? (60 * x.kilometres) / x.minutes : 0,
    },
    { label: 'Sights that no journey explains', value: `${figure(x.jumps)} of ${figure(x.moves)} (older ones weigh less)`, number: chance },
    ...place.arithmetic,
  ];
  return { clause: isJump(x) ? `${way}; ${place.clause}` : `${place.clause}; near enough to have come from the place before`, arithmetic };
}
