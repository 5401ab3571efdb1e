import { checkDetector } from '../contract/check-detector';
import { COMMANDS } from '../contract/example';
import { SEQUENCE } from './detector';

checkDetector(SEQUENCE, COMMANDS);
