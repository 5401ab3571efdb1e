import { DAY, entityKey, HOUR, type Millis, type Risk } from '../../model';
import { decayed } from '../../score/risk';
import type { FindingStore } from '../../store/store';

interface Span {
  readonly from: Millis;
  readonly to: Millis;
  readonly most: number;
}

/** Where the stretches end, back from the end of all, finely where most of the highest are: within six hours a value loses a twentieth, within three days half. */
const EDGES = [...Array.from({ length: 12 }, (_, n) => n * 6 * HOUR), ...Array.from({ length: 1_000 }, (_, n) => (n + 1) * 3 * DAY)];
const FIRST = 50;
const MORE = 4;

interface Slice {
  readonly from: Millis;
  readonly to: Millis;
}

interface Read extends Slice {
  readonly limit: number;
  readonly rows: readonly Risk[];
}

/**
 * The entities of the highest risk at `to`, each once. A stored moment never says more than the entity's last one, decayed: between them risk only falls,
 * and at each it rises. So of each stretch of time the highest moments are read, and more only where what was not read could still be among the highest.
 * The cost is in how many are wanted, not in how many entities there are.
 */
export async function highestInForce(findings: Pick<FindingStore, 'highestRisk'>, { from, to, most }: Span): Promise<Risk[]> {
  const read = async (slice: Slice, limit: number): Promise<Read> => {
    const { from: since, to: until } = slice;
    return { ...slice, limit, rows: await findings.highestRisk({ from: since, to: until, limit }) };
  };
  const first = Math.max(FIRST, 2 * most);
  let slices = await Promise.all(slicesOf(from, to).map(async (slice) => await read(slice, first)));
  for (;;) {
    const rows = slices.flatMap((slice) => slice.rows);
    const ranking = inForce(rows, to);
    const least = ranking[most - 1]?.value ?? -Infinity;
    const open = new Set(slices.filter((slice) => unread(slice, to) > least));
    if (open.size === 0) return ranking.slice(0, most);
    slices = await Promise.all(slices.map(async (slice) => (open.has(slice) ? await read(slice, slice.limit * MORE) : slice)));
  }
}

/** What a moment that was not read says at most. */
function unread({ to: end, limit, rows }: Read, to: Millis): number {
  return rows.length < limit ? -Infinity : decayed({ at: end, value: rows.at(-1)!.value }, to);
}

/** The newest first; none shares a moment with another. */
function slicesOf(from: Millis, to: Millis): Slice[] {
  const ends = EDGES.map((edge) => to - edge).filter((end) => end >= from);
  return ends.map((end, n) => ({ from: n + 1 < ends.length ? ends[n + 1]! + 1 : from, to: end }));
}

function inForce(rows: readonly Risk[], to: Millis): Risk[] {
  const highest = new Map<string, Risk>();
  for (const { entity, at, value } of rows) {
    const now = decayed({ at, value }, to);
    const key = entityKey(entity);
    if (now > (highest.get(key)?.value ?? -Infinity)) highest.set(key, { entity, at: to, value: now });
  }
  return [...highest.values()].sort((a, b) => b.value - a.value);
}
