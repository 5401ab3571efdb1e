// Made from pkg/detect/*/detector.yaml by scripts/generate-detectors.ts.
export const DETECTOR_NAMES = ['count-tail', 'multi-bucket', 'peer', 'population', 'rarity', 'seasonal-zscore', 'sequence', 'shape', 'silence', 'travel', 'value-tail', 'zscore'] as const;
