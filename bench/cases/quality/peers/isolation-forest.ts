import { seededRandom } from '../../../../pkg/maths';
import type { Peer, Series } from './peer';

const TREES = 100;
const SAMPLE = 256;
/** The forest is grown anew, from all points before, each time the series is longer by this share. */
const GROWTH = 1.1;
const SEED = 7;

type Tree = { readonly size: number } | { readonly dimension: number; readonly at: number; readonly less: Tree; readonly more: Tree };

/**
 * Isolation forest (Liu, Ting, Zhou 2008): 100 trees of 256 points drawn from the past, score 2^(-mean depth / c(256)). For the bench only.
 * Points before there are 16 score 0.
 */
export const ISOLATION_FOREST: Peer = {
  name: 'isolation forest',
  scores: (all) => all.map((series) => scoresOf(series, seededRandom(SEED))),
};

const LEAST = 16;

function scoresOf(series: Series, random: () => number): number[] {
  let forest: Tree[] = [];
  let next = LEAST;
  return series.map((point, n) => {
    if (n >= next) {
      forest = grow(series.slice(0, n), random);
      next = Math.ceil(n * GROWTH);
    }
    return forest.length === 0 ? 0 : 2 ** (-meanDepth(forest, point) / pathLength(Math.min(n, SAMPLE)));
  });
}

function grow(points: Series, random: () => number): Tree[] {
  return Array.from({ length: TREES }, () => {
    const sample = Array.from({ length: Math.min(SAMPLE, points.length) }, () => points[Math.floor(random() * points.length)]!);
    return split(sample, Math.ceil(Math.log2(SAMPLE)), random);
  });
}

function split(points: Series, levels: number, random: () => number): Tree {
  const spans = (points[0] ?? []).map((_, dimension) => spanOf(points, dimension)).filter(({ low, high }) => high > low);
  const chosen = spans[Math.floor(random() * spans.length)];
  if (chosen === undefined || levels === 0) return { size: points.length };
  const { dimension, low, high } = chosen;
  const at = low + random() * (high - low);
  const [less, more] = [points.filter((point) => point[dimension]! < at), points.filter((point) => point[dimension]! >= at)];
  return { dimension, at, less: split(less, levels - 1, random), more: split(more, levels - 1, random) };
}

function spanOf(points: Series, dimension: number): { dimension: number; low: number; high: number } {
  let [low, high] = [Infinity, -Infinity];
  for (const point of points) {
    low = Math.min(low, point[dimension]!);
    high = Math.max(high, point[dimension]!);
  }
  return { dimension, low, high };
}

function meanDepth(forest: readonly Tree[], point: readonly number[]): number {
  return forest.reduce((sum, tree) => sum + depth(tree, point), 0) / forest.length;
}

function depth(tree: Tree, point: readonly number[]): number {
  let levels = 0;
  let node = tree;
  while ('less' in node) {
    node = point[node.dimension]! < node.at ? node.less : node.more;
    levels++;
  }
  return levels + pathLength(node.size);
}

/** Mean depth of an unsuccessful search among n points. */
function pathLength(n: number): number {
  return n <= 1 ? 0 : 2 * (Math.log(n - 1) + 0.5772156649015329) - (2 * (n - 1)) / n;
}
