/**
 * Seeded uniform numbers in [0, 1), 32 bits each: mulberry32. For simulations and tests, never for secrets.
 * The same seed gives the same numbers on every machine.
 */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A standard normal number by Box and Muller's transform. */
export function normalDraw(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** A gamma number of the given shape and mean 1 times shape (scale 1). Source: Marsaglia and Tsang 2000; shapes below 1 by their boost. */
export function gammaDraw(random: () => number, shape: number): number {
  if (shape < 1) return gammaDraw(random, shape + 1) * Math.pow(1 - random(), 1 / shape);
  const d = shape - 1 / 3;
  for (;;) {
    const x = normalDraw(random);
    const v = Math.pow(1 + x / (3 * Math.sqrt(d)), 3);
    if (v > 0 && Math.log(1 - random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** A Poisson count: by counting exponential waits, in pieces of mean 20 so that nothing underflows. Cost grows with the mean. */
export function poissonDraw(random: () => number, mean: number): number {
  if (mean > 20) return poissonDraw(random, 20) + poissonDraw(random, mean - 20);
  const limit = Math.exp(-mean);
  let count = -1;
  for (let product = 1; product > limit; product *= 1 - random()) count++;
  return mean > 0 ? count : 0;
}

/** A negative binomial count: Poisson with a gamma rate. `size` = Infinity is Poisson. */
export function negativeBinomialDraw(random: () => number, mean: number, size: number): number {
  return poissonDraw(random, size === Infinity ? mean : (gammaDraw(random, size) * mean) / size);
}
