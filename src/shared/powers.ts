const RAISED: Readonly<Record<string, string>> = { '-': '⁻', ...Object.fromEntries([...'⁰¹²³⁴⁵⁶⁷⁸⁹'].map((raised, digit) => [String(digit), raised])) };

/** `2.7 × 10^-5` as it is written by hand: `2.7 × 10⁻⁵`. */
export function raised(text: string): string {
  return text.replace(/\^(-?\d+)/g, (_, exponent: string) => [...exponent].map((sign) => RAISED[sign]).join(''));
}

/** A probability of which the natural log is known, at any depth: `0.31`, `2.7 × 10⁻⁵`. */
export function probability(logP: number): string {
  const log10 = logP / Math.LN10;
  if (log10 > -2) return (10 ** log10).toPrecision(2);
  const exponent = Math.floor(log10);
  return raised(`${(10 ** (log10 - exponent)).toFixed(1)} × 10^${exponent}`);
}
