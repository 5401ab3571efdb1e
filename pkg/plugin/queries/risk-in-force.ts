import { DAY, entityKey, type Millis, type Risk } from '../../model';
import { decayed } from '../../score/risk';
import type { FindingStore } from '../../store/store';

interface Span {
  readonly from: Millis;
  readonly to: Millis;
  readonly most: number;
}

/** A half-life: within one, a stored value is at most halved. */
const SLICE = 3 * DAY;
const FIRST = 100;
const MORE = 8;

/**
 * The entities of the highest risk at `to`, each once. A stored moment never says more than the entity's last one, decayed: between them risk only falls,
 * and at each it rises. So of each three days the highest moments are read, and more only while what was not read could still be among the highest.
 * The cost is in how many are wanted, not in how many entities there are.
 */
export async function highestInForce(findings: Pick<FindingStore, 'highestRisk'>, { from, to, most }: Span): Promise<Risk[]> {
  for (let limit = Math.max(FIRST, 2 * most); ; limit *= MORE) {
    const slices = await Promise.all(slicesOf(from, to).map(async (slice) => ({ end: slice.to, rows: await findings.highestRisk({ ...slice, limit }) })));
    const ranking = inForce(
      slices.flatMap(({ rows }) => rows),
      to
    );
    const unread = slices.map(({ end, rows }) => (rows.length < limit ? -Infinity : decayed({ at: end, value: rows.at(-1)!.value }, to)));
    if ((ranking[most - 1]?.value ?? -Infinity) >= Math.max(...unread)) return ranking.slice(0, most);
  }
}

/** The newest first; none shares a moment with another. */
function slicesOf(from: Millis, to: Millis): { readonly from: Millis; readonly to: Millis }[] {
  const slices: { from: Millis; to: Millis }[] = [];
  for (let end = to; end >= from; end -= SLICE) slices.push({ from: Math.max(from, end - SLICE + 1), to: end });
  return slices;
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
