import { checkDetector } from '../contract/check-detector';
import { PLACES } from '../contract/example';
import { TRAVEL } from './detector';

checkDetector(TRAVEL, PLACES);
