import { checkDetector } from '../contract/check-detector';
import { COUNTS, MAGNITUDES } from '../contract/example';
import { ZSCORE } from './detector';

checkDetector(ZSCORE, COUNTS);
checkDetector(ZSCORE, MAGNITUDES, 'magnitudes');
