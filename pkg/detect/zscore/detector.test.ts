import { checkDetector } from '../contract/check-detector';
import { COUNTS } from '../contract/example';
import { ZSCORE } from './detector';

checkDetector(ZSCORE, COUNTS);
