import { checkDetector } from '../contract/check-detector';
import { COUNTS, GAUGES } from '../contract/example';
import { SEASONAL_ZSCORE } from './detector';

checkDetector(SEASONAL_ZSCORE, COUNTS);
checkDetector(SEASONAL_ZSCORE, GAUGES, 'gauges');
