export * from './directory';
export * from './normalise';
