import { checkDetector } from '../contract/check-detector';
import { VALUES } from '../contract/example';
import { RARITY } from './detector';

checkDetector(RARITY, VALUES);
