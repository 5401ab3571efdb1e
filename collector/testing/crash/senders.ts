import { setTimeout as sleep } from 'node:timers/promises';
import type { seededRandom } from '../../../pkg/maths';
import { encodeLogs } from '../otlp-oracle';

type Random = ReturnType<typeof seededRandom>;

interface Request {
  readonly path: string;
  readonly type: string;
  readonly body: Buffer | string;
  readonly markers: readonly string[];
}

const MOST_EVENTS = 12;
const AGAIN = 5;
/** How often a sender repeats what was acknowledged, as one whose connection broke before the answer. */
const REPEATS = 0.15;

/**
 * Senders as exporters are: each sends a request until it is acknowledged, and then the next. Every event has a marker of its own in `event.action`.
 * Half of the requests are OTLP, half lines for a webhook.
 */
export class Senders {
  public readonly acknowledged: string[] = [];
  private readonly ended = new AbortController();
  private readonly running: Promise<void>[];
  private url = '';
  private hopeless = false;

  public constructor(
    private readonly random: Random,
    count: number
  ) {
    this.running = Array.from({ length: count }, async (_, sender) => await this.run(sender));
  }

  /** Where the collector is just now. */
  public sendTo(url: string): void {
    this.url = url;
  }

  /** Each ends now, whatever became of its request. */
  public giveUp(): void {
    this.url = '';
    this.ended.abort();
    this.hopeless = true;
  }

  /** Each ends when its request is acknowledged. */
  public async end(): Promise<void> {
    this.ended.abort();
    await Promise.all(this.running);
  }

  private async run(sender: number): Promise<void> {
    for (let n = 0; !this.ended.signal.aborted; n++) {
      const request = this.make(`${sender}-${n}`);
      if (!(await this.deliver(request))) return;
      this.acknowledged.push(...request.markers);
      if (this.random() < REPEATS) await this.post(request);
    }
  }

  private async deliver(request: Request): Promise<boolean> {
    while (!(await this.post(request))) {
      if (this.hopeless) return false;
      await sleep(AGAIN);
    }
    return true;
  }

  private async post({ path, type, body }: Request): Promise<boolean> {
    return await fetch(`${this.url}${path}`, { method: 'POST', body, headers: { 'content-type': type } }).then(
      async (answer) => {
        await answer.arrayBuffer();
        return answer.status === 200;
      },
      () => false
    );
  }

  private make(name: string): Request {
    const markers = Array.from({ length: 1 + Math.floor(this.random() * MOST_EVENTS) }, (_, i) => `${name}-${i}`);
    const now = Date.now();
    if (this.random() < 0.5) {
      const body = encodeLogs(markers.map((marker) => ({ timeUnixNano: `${now}000000`, eventName: marker })));
      return { path: '/v1/logs', type: 'application/x-protobuf', body, markers };
    }
    const lines = markers.map((marker) => JSON.stringify({ '@timestamp': new Date(now).toISOString(), 'event.action': marker }));
    return { path: '/v1/sources/ecs', type: 'application/json', body: lines.join('\n'), markers };
  }
}
