import type { Finding, Observation } from '../model';
import { COUNT_TAIL } from './count-tail/detector';
import { explainCount } from './count-tail/explain';
import type { Detector } from './detector';
import { EXTERNAL } from './external/detector';
import { explainExternal } from './external/explain';
import { MULTI_BUCKET } from './multi-bucket/detector';
import { explainWindow } from './multi-bucket/explain';
import { PEER } from './peer/detector';
import { explainPeer } from './peer/explain';
import { POPULATION } from './population/detector';
import { explainPopulation } from './population/explain';
import { RARITY } from './rarity/detector';
import { explainValue } from './rarity/explain';
import { SEASONAL_ZSCORE } from './seasonal-zscore/detector';
import { explainSeasonal } from './seasonal-zscore/explain';
import { SEQUENCE } from './sequence/detector';
import { explainSequence } from './sequence/explain';
import { SHAPE } from './shape/detector';
import { explainShape } from './shape/explain';
import { SILENCE } from './silence/detector';
import { explainSilence } from './silence/explain';
import { TRAVEL } from './travel/detector';
import { explainTravel } from './travel/explain';
import { VALUE_TAIL } from './value-tail/detector';
import { explainValueTail } from './value-tail/explain';
import type { FindingInWords, UnitWords } from './words';
import { ZSCORE } from './zscore/detector';
import { explainZscore } from './zscore/explain';

/** Every detector by its name, as features name them. */
export const DETECTORS: Readonly<Record<string, Detector<unknown>>> = {
  'count-tail': COUNT_TAIL,
  external: EXTERNAL,
  'multi-bucket': MULTI_BUCKET,
  peer: PEER,
  population: POPULATION,
  rarity: RARITY,
  'seasonal-zscore': SEASONAL_ZSCORE,
  sequence: SEQUENCE,
  shape: SHAPE,
  silence: SILENCE,
  travel: TRAVEL,
  'value-tail': VALUE_TAIL,
  zscore: ZSCORE,
};

/** @throws RangeError naming those that exist */
export function detectorNamed(name: string): Detector<unknown> {
  const detector = Object.hasOwn(DETECTORS, name) ? DETECTORS[name] : undefined;
  if (detector === undefined) throw new RangeError(`detector: expected one of ${Object.keys(DETECTORS).join(', ')}, got ${name}`);
  return detector;
}

type Explain = (finding: Finding, obs: Observation, unit: UnitWords) => FindingInWords;

const EXPLAINERS: Readonly<Record<string, Explain>> = {
  'count-tail': explainCount,
  external: explainExternal,
  'multi-bucket': explainWindow,
  peer: explainPeer,
  population: explainPopulation,
  rarity: explainValue,
  'seasonal-zscore': explainSeasonal,
  sequence: explainSequence,
  shape: explainShape,
  silence: explainSilence,
  travel: explainTravel,
  'value-tail': explainValueTail,
  zscore: explainZscore,
};

/** The arithmetic of a finding in plain words. @throws RangeError when no detector has the name */
export function explainFinding(detector: string, finding: Finding, obs: Observation, unit: UnitWords): FindingInWords {
  return EXPLAINERS[detectorNamed(detector).meta.name]!(finding, obs, unit);
}
