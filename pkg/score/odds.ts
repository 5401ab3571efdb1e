/**
 * A probability in words: "once in 24,000 such hours". Beyond the sample it was learnt from no number is invented: "rarer than once in 100,000 such hours".
 *
 * @param sample how many such hours were compared
 * @param unit   plural: hours, days, five minutes
 */
export function oddsInWords(logP: number, sample: number, unit = 'hours'): string {
  const once = Math.exp(-logP);
  const known = Math.max(1, sample);
  if (once < 2) return `nothing unusual for such ${unit}`;
  return once > known ? `rarer than once in ${thousands(floorTo2(known))} such ${unit}` : `once in ${thousands(roundTo2(once))} such ${unit}`;
}

export function thousands(value: number): string {
  return Math.round(value)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ',');
}

function roundTo2(value: number): number {
  return Number(value.toPrecision(2));
}

function floorTo2(value: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(value)) - 1);
  return Math.floor(value / unit) * unit;
}
