/** The mean of numbers. @throws RangeError for none: nothing was measured */
export function meanOf(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('mean: expected at least one value, got none');
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
