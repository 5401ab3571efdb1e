import { checkDetector } from '../contract/check-detector';
import { COUNTS, MAGNITUDES } from '../contract/example';
import { COUNT_TAIL } from './detector';

checkDetector(COUNT_TAIL, COUNTS);
checkDetector(COUNT_TAIL, MAGNITUDES, 'magnitudes');
