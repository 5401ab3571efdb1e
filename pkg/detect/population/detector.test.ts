import { checkDetector } from '../contract/check-detector';
import { COUNTS } from '../contract/example';
import { POPULATION } from './detector';

checkDetector(POPULATION, COUNTS);
checkDetector(POPULATION, { ...COUNTS, population: 400 }, 'counts of 400 that are known');
checkDetector(POPULATION, { ...COUNTS, population: 25 }, 'counts of more than are known');
