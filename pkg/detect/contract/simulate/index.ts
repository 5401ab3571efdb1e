export * from './amounts';
export * from './calibration';
export * from './context';
export * from './foreign-counts';
export * from './foreign-values';
export * from './gauges';
export * from './null-data';
export * from './null-values';
export type { SimulatedEntity } from './organisation';
