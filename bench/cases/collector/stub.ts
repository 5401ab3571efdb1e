import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { TEMPLATE_VERSION } from '../../../pkg/store/elasticsearch/templates';

/** The bulk stub, running. */
export class Stub {
  private constructor(
    private readonly child: ChildProcess,
    public readonly address: string
  ) {}

  public static async start(): Promise<Stub> {
    const script = join(process.cwd(), 'bench/cases/collector/bulk-stub.mjs');
    const child = spawn(process.execPath, [script, String(TEMPLATE_VERSION)], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [address] = (await once(child.stdout, 'data')) as [Buffer];
    return new Stub(child, address.toString().trim());
  }

  public get port(): number {
    return Number(new URL(this.address).port);
  }

  public async counted(): Promise<number> {
    return (await this.told()).documents;
  }

  /** One of the last documents, to see that it was read and not only carried. */
  public async sample(): Promise<string> {
    return (await this.told()).last;
  }

  private async told(): Promise<{ readonly documents: number; readonly last: string }> {
    const answer = await fetch(`${this.address}/_counted`);
    return (await answer.json()) as { documents: number; last: string };
  }

  /** Waits until so many documents came. @throws Error when nothing comes for half a minute */
  public async holds(documents: number): Promise<void> {
    let [seen, since] = [-1, performance.now()];
    for (;;) {
      const now = await this.counted();
      if (now >= documents) return;
      if (now !== seen) [seen, since] = [now, performance.now()];
      if (performance.now() - since > 30_000) throw new Error(`bulk stub: expected ${documents} documents, got ${now}`);
      await sleep(50);
    }
  }

  public stop(): void {
    this.child.kill();
  }
}
