import { readdirSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';
import type { Instrument, Reading } from './instrument';

const NANO = 1e9;
const MICRO = 1e6;

/** What the process takes of the machine, by the names of OpenTelemetry's conventions for processes, Node.js and V8. */
export function processInstruments(): readonly Instrument[] {
  let delay: ReturnType<typeof monitorEventLoopDelay> | undefined;
  /** Watched from the first reading on: since the one before. */
  const delays = (): readonly Reading[] => {
    if (delay === undefined) {
      delay = monitorEventLoopDelay({ resolution: 20 });
      delay.enable();
      return [];
    }
    const p99 = delay.percentile(99) / NANO;
    delay.reset();
    return [[p99]];
  };
  return [
    {
      name: 'process.cpu.time',
      kind: 'counter',
      unit: 's',
      what: 'Processor time that the process took, all its threads together.',
      read: () => {
        const { user, system } = process.cpuUsage();
        return [
          [user / MICRO, { 'cpu.mode': 'user' }],
          [system / MICRO, { 'cpu.mode': 'system' }],
        ];
      },
    },
    { name: 'process.memory.usage', kind: 'updown', unit: 'By', what: 'Physical memory in use.', read: () => [[process.memoryUsage.rss()]] },
    { name: 'process.uptime', kind: 'gauge', unit: 's', what: 'Since the process began.', read: () => [[process.uptime()]] },
    {
      name: 'process.open_file_descriptor.count',
      kind: 'updown',
      unit: '{file_descriptor}',
      what: 'Files and sockets that are open. Linux only.',
      read: () => [[readdirSync('/proc/self/fd').length]],
    },
    { name: 'v8js.memory.heap.used', kind: 'updown', unit: 'By', what: 'Of the heap in use.', read: () => [[getHeapStatistics().used_heap_size]] },
    { name: 'v8js.memory.heap.limit', kind: 'updown', unit: 'By', what: 'The most the heap may be.', read: () => [[getHeapStatistics().heap_size_limit]] },
    {
      name: 'nodejs.eventloop.delay.p99',
      kind: 'gauge',
      unit: 's',
      what: 'By how much the event loop came late, 99th percentile since the reading before.',
      read: delays,
    },
  ];
}
