import type { Millis } from '../../pkg/model';
import type { ClockFound } from '../clean/clocks/clocks';
import type { IntakeReport } from '../collector';
import type { SourceTimes } from '../watermark';
import type { Instrument, Reading } from './instrument';

/** Where the collector's metrics are read. */
export interface CollectorReadings {
  readonly report: () => IntakeReport;
  readonly late: () => number;
  /** Acknowledged and not yet in the store. */
  readonly waiting: () => { readonly events: number; readonly bytes: number; readonly mostBytes: number; readonly segments: number };
  readonly refusedRequests: () => Readonly<Record<string, number>>;
  readonly overflowed: () => number;
  readonly expired: () => number;
  readonly isFailing: () => boolean;
  readonly sources: () => Iterable<SourceTimes>;
  readonly clocks: () => Iterable<ClockFound>;
  readonly clock: () => Millis;
}

/** An event that was acknowledged and then refused by the store. */
const REFUSED_BY_STORE = 'HAB-STORE-003';

/** What came in, what went where, what waits. received = accepted + dropped + dead-lettered before; accepted = delivered + duplicates + waiting + refused by the store. */
export function collectorInstruments(from: CollectorReadings): readonly Instrument[] {
  const counted: Instrument[] = [
    {
      name: 'habitus.collector.received',
      kind: 'counter',
      unit: '{record}',
      what: 'Records received.',
      read: growing(() => from.report().received + from.waiting().events),
    },
    {
      name: 'habitus.collector.accepted',
      kind: 'counter',
      unit: '{event}',
      what: 'Events that are on the disk or beyond, and acknowledged.',
      read: growing(() => accepted(from.report()) + from.waiting().events),
    },
    {
      name: 'habitus.collector.delivered',
      kind: 'counter',
      unit: '{event}',
      what: 'Events that the store has taken.',
      read: () => [[from.report().accepted]],
    },
    {
      name: 'habitus.collector.duplicates',
      kind: 'counter',
      unit: '{event}',
      what: 'Events that the store had already.',
      read: () => [[from.report().duplicates]],
    },
    {
      name: 'habitus.collector.dropped',
      kind: 'counter',
      unit: '{record}',
      what: 'Records left out on purpose.',
      read: () => by('reason', from.report().dropped),
    },
    {
      name: 'habitus.collector.dead_lettered',
      kind: 'counter',
      unit: '{record}',
      what: 'Records not understood, or refused by the store.',
      read: () => by('reason', from.report().deadLettered),
    },
    {
      name: 'habitus.collector.requests.refused',
      kind: 'counter',
      unit: '{request}',
      what: 'Requests over HTTP that were refused, by the status they were answered with.',
      read: () => by('http.response.status_code', from.refusedRequests()),
    },
    {
      name: 'habitus.collector.dead_letters.overflowed',
      kind: 'counter',
      unit: '{record}',
      what: 'Dead letters that were counted and not kept, as there was no room.',
      read: () => [[from.overflowed()]],
    },
    {
      name: 'habitus.collector.dead_letters.expired',
      kind: 'counter',
      unit: '{record}',
      what: 'Dead letters that were taken out as they were older than they are to be kept.',
      read: () => [[from.expired()]],
    },
    {
      name: 'habitus.collector.late',
      kind: 'counter',
      unit: '{event}',
      what: 'Events that came after their hour was closed: kept, and not scored.',
      read: () => [[from.late()]],
    },
  ];
  return [...counted, ...waiting(from), ...times(from)];
}

function waiting(from: CollectorReadings): Instrument[] {
  return [
    {
      name: 'habitus.collector.wal.size',
      kind: 'updown',
      unit: 'By',
      what: 'Of the write-ahead log: acknowledged and not yet in the store.',
      read: () => [[from.waiting().bytes]],
    },
    {
      name: 'habitus.collector.wal.limit',
      kind: 'updown',
      unit: 'By',
      what: 'The most the log may hold; beyond it senders are told to wait.',
      read: () => [[from.waiting().mostBytes]],
    },
    {
      name: 'habitus.collector.queue.size',
      kind: 'updown',
      unit: '{event}',
      what: 'Events that wait for the store. Those of an earlier process are not among them.',
      read: () => [[from.waiting().events]],
    },
    {
      name: 'habitus.collector.queue.segments',
      kind: 'updown',
      unit: '{segment}',
      what: 'Segments of the log that wait for the store.',
      read: () => [[from.waiting().segments]],
    },
    {
      name: 'habitus.collector.delivery.failing',
      kind: 'gauge',
      unit: '1',
      what: '1 while the store does not take what it is given.',
      read: () => [[from.isFailing() ? 1 : 0]],
    },
  ];
}

function times({ sources, clocks, clock }: CollectorReadings): Instrument[] {
  const each = (value: (times: SourceTimes) => number | undefined) => (): Reading[] =>
    [...sources()].flatMap((one) => {
      const read = value(one);
      return read === undefined ? [] : [[read / 1_000, { source: one.source }] as const];
    });
  return [
    {
      name: 'habitus.collector.lag',
      kind: 'gauge',
      unit: 's',
      what: 'Age of the newest event of a live source.',
      read: each(({ newest }) => Math.max(0, clock() - newest)),
    },
    {
      name: 'habitus.collector.silence',
      kind: 'gauge',
      unit: 's',
      what: 'Since a live source sent anything.',
      read: each(({ heard }) => Math.max(0, clock() - heard)),
    },
    {
      name: 'habitus.collector.clock.difference',
      kind: 'gauge',
      unit: 's',
      what: 'Median of observed less event time of a source: above 0 events come late or its clock is behind, below 0 its clock is ahead.',
      read: () => [...clocks()].filter(({ host }) => host === undefined).map(({ source, seconds }) => [seconds, { source }] as const),
    },
    {
      name: 'habitus.collector.clock.wrong',
      kind: 'gauge',
      unit: '{clock}',
      what: 'Hosts of a source whose clocks are wrong by 30 s or more, and its own as a whole.',
      read: () => by('source', wrongOf(clocks())),
    },
  ];
}

function wrongOf(clocks: Iterable<ClockFound>): Readonly<Record<string, number>> {
  const wrong: Record<string, number> = {};
  for (const { source, isWrong } of clocks) wrong[source] = (wrong[source] ?? 0) + (isWrong ? 1 : 0);
  return wrong;
}

function accepted({ received, dropped, deadLettered }: IntakeReport): number {
  const before = sum(deadLettered) - (deadLettered[REFUSED_BY_STORE] ?? 0);
  return received - sum(dropped) - before;
}

/** A count that is put together of several, read between two of their changes, must not seem to fall: that would be taken for a restart. */
function growing(read: () => number): () => readonly Reading[] {
  let most = 0;
  return () => [[(most = Math.max(most, read()))]];
}

function by(key: string, counts: Readonly<Record<string, number>>): Reading[] {
  return Object.entries(counts).map(([value, count]) => [count, { [key]: value }]);
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, one) => total + one, 0);
}
