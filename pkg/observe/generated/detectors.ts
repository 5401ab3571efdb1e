// Made from pkg/detect/*/detector.yaml by scripts/generate-detectors.ts.
export const DETECTOR_NAMES = ['count-tail', 'external', 'multi-bucket', 'peer', 'population', 'rarity', 'seasonal-zscore', 'sequence', 'shape', 'silence', 'travel', 'value-tail', 'zscore'] as const;
/** Those whose p comes from elsewhere. */
export const ASKED_NAMES: readonly string[] = ['external'];
