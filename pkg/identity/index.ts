export * from './directory';
export * from './normalise';
export * from './vault';
