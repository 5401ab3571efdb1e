import { checkDetector } from '../contract/check-detector';
import { COUNTS } from '../contract/example';
import { COUNT_TAIL } from './detector';

checkDetector(COUNT_TAIL, COUNTS);
