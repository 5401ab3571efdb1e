/**
 * The continued fraction of the regularised incomplete beta function: I_x(a, b) = x^a (1 - x)^b / (a B(a, b)) * betaFraction.
 *
 * DLMF 8.17.22 by Lentz's method (Press et al., Numerical Recipes 6.4). Meant for x <= (a + 1) / (a + b + 2), where it needs about
 * the square root of max(a, b x) steps. `bx` is b times x given apart, so that b = Infinity (the Poisson limit) works.
 */
export function betaFraction(a: number, b: number, x: number, bx = b * x): number {
  let d = 1 / nonZero(1 - (a * x + bx) / (a + 1));
  let c = 1;
  let product = d;
  for (let m = 1; m < 100_000; m++) {
    const even = a + 2 * m;
    const first = (m * (bx - m * x)) / ((even - 1) * even);
    d = 1 / nonZero(1 + first * d);
    c = nonZero(1 + first / c);
    product *= d * c;
    const second = (-(a + m) * (a * x + bx + m * x)) / (even * (even + 1));
    d = 1 / nonZero(1 + second * d);
    c = nonZero(1 + second / c);
    product *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return product;
}

function nonZero(value: number): number {
  return Math.abs(value) < 1e-300 ? 1e-300 : value;
}
