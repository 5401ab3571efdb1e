import { setImmediate as breathe } from 'node:timers/promises';
import { DAY, HOUR, type Anomaly, type Millis, type Verdict, type VerdictKind } from '../../model';
import type { Store } from '../../store/store';
import { buildAnomaly } from '../build-anomaly';
import { SaidZones } from '../calendar/said-zones';
import type { Learnt } from '../checkpoint';
import { freshPass, type PassParts } from '../fresh-pass';
import { countObserved, readObserved, type Observed } from '../observed';
import type { Pass } from '../pass';
import { Comparison, type ReplayReport } from './what-if';

export interface ReplayOptions {
  /** The changed configuration. */
  readonly whatIf: PassParts;
  /** What is compared begins here; it is learnt from the beginning of history. At most what was learnt. */
  readonly since: Millis;
  readonly onProgress?: (done: { readonly at: Millis; readonly from: Millis; readonly to: Millis; readonly anomalies: number }) => void;
  readonly signal?: AbortSignal;
}

/** Observations held at once. */
const CHUNK = DAY;
const MOST = 100_000;

/**
 * Learns all of history anew under a changed configuration, over the whole population, and compares what it names since a time with what the live run
 * named. Reads only: nothing is written. Observations come from the events while there are any, else from roll-ups, where only features of the same
 * version have theirs.
 *
 * Cost: that of a backfill of the history. Memory: states of the whole population and one day of observations.
 */
export async function replayWhatIf(store: Store, learnt: Learnt, { whatIf, since, onProgress, signal }: ReplayOptions): Promise<ReplayReport> {
  const began = performance.now();
  const verdicts = await verdictsIn(store);
  const comparison = new Comparison((id) => verdicts.get(id));
  const pass = freshPass(whatIf, () => undefined);
  const { oldest = Infinity } = await store.events.extent();
  const from = Math.max(learnt.from, Math.floor(since / DAY) * DAY);
  let anomalies = 0;
  let until = learnt.from;
  while (until < learnt.until && signal?.aborted !== true) {
    const start = until;
    until = Math.min(learnt.until, Math.floor(start / CHUNK) * CHUNK + CHUNK);
    const observed = oldest <= start ? await countObserved(store, pass.tracks, start, until) : await readObserved(store, pass.tracks, start, until);
    pass.said = oldest <= start ? await SaidZones.count(store, start - DAY, start) : undefined;
    const after = await passOver(pass, start, until, observed);
    if (start >= from) {
      const live = await store.findings.anomalies({ run: 'live', from: start, to: until, limit: MOST });
      // An anomaly of a case of the day before may overlap the span's start.
      comparison.add(
        live.filter((one) => one.closed && one.start >= start && one.start < until),
        after
      );
      anomalies += after.length;
    }
    onProgress?.({ at: until, from: learnt.from, to: learnt.until, anomalies });
  }
  return {
    since: new Date(from).toISOString(),
    until: new Date(until).toISOString(),
    ...comparison.report(),
    seconds: (performance.now() - began) / 1000,
  };
}

async function passOver(pass: Pass, from: Millis, to: Millis, observed: Observed): Promise<Anomaly[]> {
  const anomalies: Anomaly[] = [];
  for (let hour = from; hour < to; hour += HOUR) {
    for (const one of pass.closeHour(hour, (track, start) => observed.at(track, start))) {
      const built = buildAnomaly(one, PLACE, { closed: true, now: hour + HOUR });
      if (built) anomalies.push(built.anomaly);
    }
    await breathe();
  }
  return anomalies;
}

/** Never stored; it keeps ids of a what-if apart from live ones. */
const PLACE = { namespace: 'what-if', run: 'what-if' } as const;

async function verdictsIn(store: Store): Promise<Map<string, VerdictKind>> {
  return new Map((await store.records.list<Verdict>('verdict')).map(({ id, value }) => [id, value.verdict]));
}
