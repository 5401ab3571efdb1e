import { checkDetector } from '../contract/check-detector';
import { COUNTS } from '../contract/example';
import { PEER } from './detector';

checkDetector(PEER, { ...COUNTS, peers: { ...COUNTS.peers, spread: 1.9 } });
