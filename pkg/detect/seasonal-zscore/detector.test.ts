import { checkDetector } from '../contract/check-detector';
import { COUNTS, MAGNITUDES } from '../contract/example';
import { SEASONAL_ZSCORE } from './detector';

checkDetector(SEASONAL_ZSCORE, COUNTS);
checkDetector(SEASONAL_ZSCORE, MAGNITUDES, 'magnitudes');
