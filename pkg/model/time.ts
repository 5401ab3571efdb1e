/** Epoch milliseconds, UTC. Every time in memory is one; ISO text exists only at the edges. */
export type Millis = number;

export const MINUTE: Millis = 60_000;
export const HOUR: Millis = 60 * MINUTE;
export const DAY: Millis = 24 * HOUR;

/** The bucket widths a feature may ask for. Buckets start at multiples of their width since 1970-01-01T00:00Z. */
export const BUCKET_WIDTHS = { minute: MINUTE, '5-minutes': 5 * MINUTE, hour: HOUR, day: DAY } as const;
export type BucketName = keyof typeof BUCKET_WIDTHS;

export function bucketStart(at: Millis, width: Millis): Millis {
  return Math.floor(at / width) * width;
}
