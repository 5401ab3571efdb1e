import { checkDetector } from '../contract/check-detector';
import { COUNTS } from '../contract/example';
import { SEASONAL_ZSCORE } from './detector';

checkDetector(SEASONAL_ZSCORE, COUNTS);
