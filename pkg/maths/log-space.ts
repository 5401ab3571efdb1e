/**
 * log(1 - e^logP) for logP <= 0, without losing digits at either end.
 * Source: Maechler, "Accurately computing log(1 - exp(-|a|))", 2012: expm1 near 0, log1p far from it.
 */
export function logOneMinusExp(logP: number): number {
  return logP > -Math.LN2 ? Math.log(-Math.expm1(logP)) : Math.log1p(-Math.exp(logP));
}

/** log of the sum of e^x over the list, without overflow; -Infinity for an empty list. NaN in gives NaN out. */
export function logSumExp(logs: readonly number[]): number {
  let highest = -Infinity;
  for (const x of logs) if (!(x <= highest)) highest = x;
  if (highest === -Infinity || !Number.isFinite(highest)) return highest;
  let sum = 0;
  for (const x of logs) sum += Math.exp(x - highest);
  return highest + Math.log(sum);
}

/**
 * The chance that at least one of n independent tests is as small as p: log(1 - (1 - p)^n), Sidak's correction, from log p.
 * Tends to n p (Bonferroni) deep in the tail, where it works on logarithms alone.
 */
export function logSidak(logP: number, n: number): number {
  if (logP === 0 || n === 1) return logP;
  if (logP < -30) return Math.min(0, logP + Math.log(n));
  return logOneMinusExp(n * logOneMinusExp(logP));
}
