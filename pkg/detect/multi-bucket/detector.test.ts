import { checkDetector } from '../contract/check-detector';
import { COUNTS, MAGNITUDES } from '../contract/example';
import { MULTI_BUCKET } from './detector';

checkDetector(MULTI_BUCKET, COUNTS);
checkDetector(MULTI_BUCKET, MAGNITUDES, 'magnitudes');
