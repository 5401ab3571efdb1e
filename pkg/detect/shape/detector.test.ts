import { checkDetector } from '../contract/check-detector';
import { COUNTS, GAUGES } from '../contract/example';
import { SHAPE } from './detector';

checkDetector(SHAPE, GAUGES);
checkDetector(SHAPE, COUNTS, 'counts');
