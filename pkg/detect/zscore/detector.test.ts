import { checkDetector } from '../contract/check-detector';
import { COUNTS, GAUGES } from '../contract/example';
import { ZSCORE } from './detector';

checkDetector(ZSCORE, COUNTS);
checkDetector(ZSCORE, GAUGES, 'gauges');
