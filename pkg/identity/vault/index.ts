export { openPseudonyms, type PseudonymOptions, type Pseudonyms } from './open';
export type { Seal } from './seal';
export { admitReveal } from './admit-reveal';
export { LONGEST_REVEAL, reveal, USUAL_REVEAL, type Revealed } from './reveal';
export { auditRefusal, type Asking } from './reveal-audit';
export type { TokenKind } from './tokens';
