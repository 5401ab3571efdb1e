export * from './time';
export * from './entity';
export * from './event';
export * from './fields';
export * from './observation';
export * from './feature';
export * from './finding';
export * from './anomaly';
