import { setTimeout as sleep } from 'node:timers/promises';
import { eventId } from '../../../collector/encode/event-id';
import { openHabitus } from '../../../pkg/owner/open';
import type { OpenOptions } from '../../../pkg/owner/habitus';
import { cpuSecondsOf } from './server-process';

const RATE = 1_000;
const SECONDS = 20;

/** Share of one core that the server spends while a collector delivers 1,000 events a second and the engine scores, less what it spends while nothing comes. */
export async function tailLoad(pid: number, options: OpenOptions): Promise<number> {
  const habitus = await openHabitus(options);
  try {
    const url = await habitus.collector.listen({ host: '127.0.0.1', port: 0 });
    const idle = await shareOf(pid, () => sleep(1_000));
    habitus.engine.start(() => Date.now() - 300_000);
    let n = 0;
    const tailing = await shareOf(pid, async () => {
      const due = performance.now() + 1_000;
      for (let tenth = 0; tenth < 10; tenth++) {
        const body = Array.from({ length: RATE / 10 }, () => line(n++)).join('\n');
        const { status } = await fetch(`${url}/v1/sources/ecs`, { method: 'POST', body });
        if (status !== 200) throw new Error(`expected the collector to take events, got ${status}`);
      }
      await sleep(Math.max(0, due - performance.now()));
    });
    return 100 * (tailing - idle);
  } finally {
    await habitus.close();
  }
}

async function shareOf(pid: number, second: () => Promise<unknown>): Promise<number> {
  const [began, cpu] = [performance.now(), cpuSecondsOf(pid)];
  for (let left = SECONDS; left > 0; left--) await second();
  return (cpuSecondsOf(pid) - cpu) / ((performance.now() - began) / 1_000);
}

function line(n: number): string {
  const event = { id: eventId(undefined, `tail ${n}`), category: ['web'], dataset: 'portal.access' };
  return JSON.stringify({
    '@timestamp': new Date().toISOString(),
    event,
    user: { name: `user${n % 997}` },
    source: { ip: `10.1.1.${n % 250}` },
    url: { path: `/item/${n % 500}` },
  });
}
