import { negativeBinomialQuantile } from '../../maths';
import { DAY, type Finding, type Observation } from '../../model';
import { amountOf } from '../guards';
import { counted, exactly, expectedWere, figure, percent, type ArithmeticLine, type FindingInWords, type UnitWords } from '../words';
import { PIECES } from './constants';
import { namedWindow, windowLaw } from './judge';

/** The same numbers as the judgement, no second model: the window first, the bucket as a part of it. */
export function explainWindow(finding: Finding, obs: Observation, unit: UnitWords): FindingInWords {
  const { x, window } = namedWindow(finding.inputs);
  const { mean, size } = windowLaw(x, window);
  const observed = amountOf(obs);
  const { own, neighbour, peer } = finding.borrowed;
  const span = `${PIECES} ${obs.width < DAY ? 'hours' : 'days'}`;
  const seen = counted(window.seen + observed, unit);
  const range = [0.025, 0.975].map((p) => exactly(negativeBinomialQuantile(p, mean, size))).join(' to ');
  const arithmetic: ArithmeticLine[] = [
    { label: `Observed in ${span}`, value: seen, number: window.seen + observed },
    { label: `Expected in ${span}`, value: figure(mean), number: mean },
    { label: `95 of 100 such spans of ${span}`, value: range },
    { label: 'Of these in the last bucket', value: `${counted(observed, unit)}, ${figure(finding.expected)} expected`, number: observed },
    { label: 'From its own history at this hour', value: percent(own), number: own },
    { label: 'From the hours around it', value: percent(neighbour), number: neighbour },
    { label: 'From its peers', value: percent(peer), number: peer },
    { label: `Burstiness of ${span}`, value: `variance ${figure(1 + mean / size)} times that of independent events`, number: window.dispersion },
  ];
  const limit = finding.unremarkableBelow;
  if (limit !== undefined) arithmetic.push({ label: 'Unremarkable up to', value: `${counted(limit, unit)} in the last bucket`, number: limit });
  return { clause: `${seen} in ${span}; ${expectedWere(mean)} to be expected (95 of 100 such spans: ${range})`, arithmetic };
}
