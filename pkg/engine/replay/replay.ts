import { DAY, HOUR, type Anomaly, type Millis, type Verdict, type VerdictKind } from '../../model';
import type { Store } from '../../store/store';
import { Asking } from '../asking/asking';
import { buildAnomaly } from '../build-anomaly';
import { SaidZones } from '../calendar/said-zones';
import { CaseBook } from '../cases/case-book';
import type { Built } from '../cases/same-events';
import type { Learnt } from '../checkpoint';
import { freshPass, type PassParts } from '../fresh-pass';
import { countObserved, readObserved } from '../observed';
import { closeCases } from '../outcome';
import type { Pass } from '../pass';
import { Turns } from '../turns';
import { forgetReplay, keepReplay, questionOf, takeUpReplay, type Running } from './kept-replay';
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
/** Milliseconds of work that a kill loses at most, and a day's. */
const KEPT_EVERY = 20_000;

/**
 * Learns all of history anew under a changed configuration, over the whole population, and compares what it names since a time with what the live run
 * named: anomalies, the cases they belong to, and the verdicts on them. Nothing live is written. Observations come from the events while there are any, else
 * from roll-ups, where only features of the same version have theirs.
 *
 * Interrupted or killed, the same question asked again goes on where it was kept: every 20 seconds, and where it is told to stop. One is kept at a time.
 *
 * Cost: that of a backfill of the history. Memory: states of the whole population and one day of observations.
 */
export async function replayWhatIf(store: Store, learnt: Learnt, { whatIf, since, onProgress, signal }: ReplayOptions): Promise<ReplayReport> {
  const began = performance.now();
  const verdicts = await verdictsIn(store);
  const running: Running = {
    pass: freshPass(whatIf, () => undefined),
    cases: new CaseBook(whatIf.features),
    comparison: new Comparison((id) => verdicts.get(id)),
  };
  const { oldest = Infinity } = await store.events.extent();
  const from = Math.max(learnt.from, Math.floor(since / DAY) * DAY);
  const question = questionOf(whatIf, [learnt.from, from], running.pass);
  const resumed = await takeUpReplay(store.state, question, running);
  const isStopped = (): boolean => signal?.aborted === true;
  let until = resumed ?? learnt.from;
  let keptAt = performance.now();
  while (until < learnt.until && !isStopped()) {
    const start = until;
    until = Math.min(learnt.until, Math.floor(start / CHUNK) * CHUNK + CHUNK);
    const after = await passOver(store, running.pass, { from: start, to: until, isCounted: oldest <= start });
    // Who is in a case when the compared span begins is found out on the day before.
    const cased = start >= from - DAY ? await closeCases(store, whatIf.features, running.cases, after, new Map()) : [];
    if (start >= from) {
      running.comparison.add(
        await liveBetween(store, start, until),
        cased.map(({ anomaly }) => anomaly)
      );
    }
    onProgress?.({ at: until, from: learnt.from, to: learnt.until, anomalies: running.comparison.anomalies });
    if (until < learnt.until && until % DAY === 0 && (isStopped() || performance.now() - keptAt > KEPT_EVERY)) {
      await keepReplay(store.state, question, until, running);
      keptAt = performance.now();
    }
  }
  if (until >= learnt.until) await forgetReplay(store.state);
  return {
    since: new Date(from).toISOString(),
    until: new Date(until).toISOString(),
    ...running.comparison.report(),
    ...(resumed !== undefined && { resumed: new Date(resumed).toISOString() }),
    seconds: (performance.now() - began) / 1000,
  };
}

interface Span {
  readonly from: Millis;
  readonly to: Millis;
  /** From events; else from roll-ups. */
  readonly isCounted: boolean;
}

async function passOver(store: Store, pass: Pass, { from, to, isCounted }: Span): Promise<Built[]> {
  const observed = isCounted ? await countObserved(store, pass.tracks, from, to) : await readObserved(store, pass.tracks, from, to);
  pass.said = isCounted ? await SaidZones.count(store, from - DAY, from) : undefined;
  // Only what was kept: nobody is asked again.
  const asking = new Asking(store);
  const turns = new Turns();
  const named: Built[] = [];
  for (let hour = from; hour < to; hour += HOUR) {
    await asking.before(hour, pass.tracks, (track, start) => observed.at(track, start));
    for (const one of await turns.through(pass.closing(hour, (track, start) => observed.at(track, start)))) {
      const built = buildAnomaly(one, PLACE, { closed: true, now: hour + HOUR });
      if (built) named.push(built);
    }
  }
  return named;
}

/** An anomaly of a case of the day before may overlap the span's start. */
async function liveBetween(store: Store, from: Millis, to: Millis): Promise<Anomaly[]> {
  const live = await store.findings.anomalies({ run: 'live', from, to, limit: MOST });
  return live.filter((one) => one.closed && one.start >= from && one.start < to);
}

/** Never stored; it keeps ids of a what-if apart from live ones. */
const PLACE = { namespace: 'what-if', run: 'what-if' } as const;

async function verdictsIn(store: Store): Promise<Map<string, VerdictKind>> {
  return new Map((await store.records.list<Verdict>('verdict')).map(({ id, value }) => [id, value.verdict]));
}
