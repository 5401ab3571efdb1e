import type { Finding, Observation } from '../../model';
import { amountOf } from '../guards';
import { buckets, counted, exactly, expectedWere, figure, numberLines, percent, type ArithmeticLine, type FindingInWords, type UnitWords } from '../words';
import { namedInputs } from './judge';
import { isBound, lawOf } from './law';

/** The same numbers as the judgement, no second model: of how many, and which share that is. */
export function explainPopulation(finding: Finding, obs: Observation, unit: UnitWords): FindingInWords {
  const x = namedInputs(finding.inputs);
  const observed = amountOf(obs);
  const { relative } = lawOf(x, observed);
  const { own, neighbour, peer } = finding.borrowed;
  const [low, high] = finding.interval;
  const limit = finding.unremarkableBelow;
  const arithmetic: ArithmeticLine[] = [
    ...numberLines(observed, finding.expected, finding.interval, obs.width, unit),
    ...(isBound(x.known) ? knownLines(x.known, observed, finding.expected) : []),
    { label: 'From its own history at this hour', value: percent(own), number: own },
    { label: 'From the hours around it', value: percent(neighbour), number: neighbour },
    { label: 'From its peers', value: percent(peer), number: peer },
    { label: 'Level of the last days', value: `${figure(x.level)} times its usual`, number: x.level },
    { label: 'How far the share varies', value: `by ${percent(Math.sqrt(relative))} of itself, one standard deviation`, number: Math.sqrt(relative) },
    ...(limit === undefined ? [] : [{ label: 'Unremarkable up to', value: counted(limit, unit), number: limit }]),
  ];
  const of = isBound(x.known) ? ` of ${exactly(x.known)} known` : '';
  const range = `95 of 100 such ${buckets(obs.width)}: ${exactly(low)} to ${exactly(high)}`;
  return { clause: `${counted(observed, unit)}; ${expectedWere(finding.expected)} to be expected${of} (${range})`, arithmetic };
}

function knownLines(known: number, observed: number, expected: number): ArithmeticLine[] {
  return [
    { label: 'Known in all', value: exactly(known), number: known },
    { label: 'Share of them', value: shareOf(observed, known), number: observed / known },
    { label: 'Share expected', value: shareOf(expected, known), number: expected / known },
  ];
}

function shareOf(some: number, known: number): string {
  return `${figure((100 * some) / known)} %`;
}
