import { checkDetector } from '../contract/check-detector';
import { AMOUNTS, MAGNITUDES } from '../contract/example';
import { VALUE_TAIL } from './detector';

const { zero: _absenceIsNoValue, ...BYTES } = MAGNITUDES;

checkDetector(VALUE_TAIL, AMOUNTS);
checkDetector(VALUE_TAIL, BYTES, 'magnitudes');
