import { checkDetector } from '../contract/check-detector';
import { COUNTS } from '../contract/example';
import { SILENCE } from './detector';

checkDetector(SILENCE, COUNTS);
