import { join } from 'node:path';
import type { Metric } from '../../metric';
import { inScratch } from '../../scratch';
import { atLeast, atMost, measured, median, type Measured } from '../../spread';
import { prepareRequests, RECORDS } from '../otlp/prepare';
import { writeAccessLines } from './access-lines';
import { throughHabitus, type Cost } from './habitus';
import { found, throughPeer, type Peer } from './peers';
import { otelCollector } from './otel-collector';
import { rsyslog } from './rsyslog';
import { Stub } from './stub';
import { syslogNg } from './syslog-ng';

const SEED = 4_319;
const REQUESTS = 1_000;
const EVENTS = REQUESTS * RECORDS;
/** What the design wants of the ratio to a peer that parses. Who only passes on is measured beside. */
const TIMES = { lines: 2, otlp: 0 } as const;
const PEERS: readonly Peer[] = [rsyslog, syslogNg, otelCollector];

/**
 * Events from a sender into a bulk endpoint, each in a process of its own, what waits on the disk: what a collector takes of the machine.
 * Habitus takes OTLP with gzip, cleans and enriches; rsyslog and syslog-ng take the same traffic as access-log lines and split them into fields;
 * the OpenTelemetry Collector takes the requests and passes them on as they are, which is less work: no goal is set against it.
 */
export async function run(): Promise<Metric[]> {
  return await inScratch(async (dir) => {
    const [requests, file] = [join(dir, 'requests'), join(dir, 'access.log')];
    prepareRequests(requests, { requests: REQUESTS, encoding: 'gzip', seed: SEED });
    await writeAccessLines(file, EVENTS, SEED);
    const own = await onStub(async (stub, run) => await throughHabitus(stub, requests, join(dir, `habitus-${run}`), EVENTS));
    const metrics = [
      atLeast('OTLP protobuf, gzip, to a bulk endpoint, per CPU second', own.perCpu ?? [], 'events/s', 60_000, { seed: SEED }),
      atMost('OTLP protobuf, gzip, to a bulk endpoint: peak memory', own.memory ?? [], 'MB', 500, { seed: SEED }),
    ];
    for (const peer of PEERS) {
      if (found(peer) === undefined) {
        process.stderr.write(`  skipped: ${peer.name}, no ${peer.program}; install ${peer.install}, or unpack them and say where in HABITUS_BENCH_PEERS\n`);
        continue;
      }
      const theirs = await onStub(
        async (stub, run) => await throughPeer(peer, stub, { lines: file, requests, count: EVENTS }, join(dir, `${peer.program}-${run}`))
      );
      metrics.push(against(peer, own, theirs));
    }
    return metrics;
  });
}

async function onStub(carry: (stub: Stub, run: number) => Promise<Cost>): Promise<Measured> {
  return await measured(async (run) => {
    const stub = await Stub.start();
    try {
      const { cpuSeconds, memory } = await carry(stub, run);
      return { perCpu: EVENTS / cpuSeconds, memory };
    } finally {
      stub.stop();
    }
  });
}

function against({ name, takes }: Peer, own: Measured, theirs: Measured): Metric {
  const peerValue = median(theirs.perCpu ?? []);
  const rates = own.perCpu ?? [];
  const about = { seed: SEED, peer: name, peerValue, ratio: median(rates) / peerValue };
  return atLeast(`OTLP to a bulk endpoint, per CPU second, against ${name}`, rates, 'events/s', TIMES[takes] * peerValue, about);
}
