import { DAY, type Millis } from '../../../model';
import type { EventStore, SourceExtent } from '../../store';
import { DEFAULT_DAYS } from './definition';
import type { ViewReader } from './reader';
import type { Unit } from './unit';
import { utcOf } from './zone';

type Extent = Awaited<ReturnType<EventStore['extent']>>;

/** For so long, nobody needs to know more exactly. */
const FRESH = 10_000;

/** From when to when there are events in the views: from as far back as each is to be learnt. Asked of the cluster at most every ten seconds. */
export class ViewExtent {
  private at = -Infinity;
  private last: Promise<Extent> | undefined;

  public constructor(private readonly reader: ViewReader) {}

  public read(): Promise<Extent> {
    if (this.last === undefined || performance.now() - this.at > FRESH) {
      this.at = performance.now();
      const reading = readExtent(this.reader);
      this.last = reading;
      reading.catch(() => (this.last = undefined));
    }
    return this.last;
  }
}

async function readExtent(reader: ViewReader): Promise<Extent> {
  const parts: Part[] = [];
  for (const unit of await reader.indices.units([])) {
    const part = await unitExtent(reader, unit);
    if (part !== undefined) parts.push(part);
  }
  return parts.map(asExtent).reduce(joined, { count: 0, sources: [] });
}

interface Part {
  readonly source: string;
  readonly count: number;
  readonly oldest: Millis;
  readonly newest: Millis;
}

async function unitExtent(reader: ViewReader, unit: Unit): Promise<Part | undefined> {
  const { view, time } = unit;
  const aggs = { oldest: { min: { field: time } }, newest: { max: { field: time } } };
  const { hits, aggregations } = await reader.on(unit)({ size: 0, track_total_hits: true, query: unit.filter, aggs });
  const [oldest, newest] = [aggregations?.['oldest'], aggregations?.['newest']].map((one) => (one as { value: number | null } | undefined)?.value ?? undefined);
  if (oldest === undefined || newest === undefined) return undefined;
  const total = typeof hits.total === 'number' ? hits.total : (hits.total?.value ?? 0);
  const until = utcOf(view.zone, newest);
  const horizon = Math.min(until, reader.clock()) - (view.days ?? DEFAULT_DAYS) * DAY;
  return { source: `view:${view.name}`, count: total, oldest: Math.max(utcOf(view.zone, oldest), horizon), newest: until };
}

function asExtent({ source, count, oldest, newest }: Part): Extent {
  return { count, oldest, newest, sources: [{ source, count, newest }] };
}

/** What two places hold together. */
export function joined(a: Extent, b: Extent): Extent {
  const sources = new Map<string, SourceExtent>();
  for (const one of [...a.sources, ...b.sources]) {
    const known = sources.get(one.source);
    sources.set(one.source, known === undefined ? one : { ...one, count: known.count + one.count, newest: Math.max(known.newest, one.newest) });
  }
  const oldest = least(a.oldest, b.oldest, Math.min);
  const newest = least(a.newest, b.newest, Math.max);
  return { count: a.count + b.count, sources: [...sources.values()], ...(oldest !== undefined && { oldest }), ...(newest !== undefined && { newest }) };
}

function least(a: Millis | undefined, b: Millis | undefined, of: (a: number, b: number) => number): Millis | undefined {
  return a === undefined || b === undefined ? (a ?? b) : of(a, b);
}
