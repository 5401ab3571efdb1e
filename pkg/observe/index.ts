export type { CountQuery } from './count-query';
export { compile, eventsOf } from './compile';
export { loadFeatures, withoutTwins } from './load-features';
export { parseFeature } from './parse-feature';
export { shippedFeatures } from './shipped';
