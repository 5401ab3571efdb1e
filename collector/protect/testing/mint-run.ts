import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildSync } from 'esbuild';
import { seededRandom } from '../../../pkg/maths';
import { addressOf, mintedIn, nameOf, unsealedIn, type Minted } from './minted';

/** What a run found. */
interface MintOutcome extends Minted {
  readonly acknowledged: number;
  /** Acknowledged, and not stored. */
  readonly lost: readonly number[];
  /** Of the kills, those before the process listened. */
  readonly starting: number;
}

const BATCH = 20;
const AT_ONCE = 4;
const LONGEST_START = 900;
const SHORTEST_LOAD = 20;
const LONGEST_LOAD = 320;

/**
 * A collector of a namespace with pseudonyms is killed with SIGKILL `kills` times while it meets new names, each third time while it starts, so that the key
 * and the vault are being made at first, and else under load or in the moment of an acknowledgement; each time another is started on what it left. Times are of a real clock: a seed gives a like run and not the same one.
 */
export async function mintRun({
  seed,
  kills,
  url,
  root = process.cwd(),
}: {
  readonly seed: number;
  readonly kills: number;
  /** A cluster, for store and vault. */
  readonly url?: string;
  readonly root?: string;
}): Promise<MintOutcome> {
  const outfile = join(root, 'node_modules/.cache/habitus/mint-process.js');
  const entryPoints = [join(root, 'collector/protect/testing/mint-process.ts')];
  buildSync({ entryPoints, outfile, bundle: true, platform: 'node', packages: 'external', logLevel: 'warning' });
  const parent = mkdtempSync(join(tmpdir(), 'habitus-mint-'));
  const dir = join(parent, 'data');
  mkdirSync(dir);
  const random = seededRandom(seed);
  const sender = new Sender(random);
  const unsealed = new Set<string>();
  let starting = 0;
  try {
    for (let kill = 0; kill < kills; kill++) {
      const child = fork(outfile, [dir, ...(url === undefined ? [] : [url])]);
      const gone = once(child, 'exit');
      if (kill % 3 === 0) {
        starting++;
        await sleep(random() * LONGEST_START);
      } else await underLoad(child, sender, SHORTEST_LOAD + random() * (LONGEST_LOAD - SHORTEST_LOAD));
      child.kill('SIGKILL');
      const [code, signal] = (await gone) as [number | null, string | null];
      if (signal !== 'SIGKILL') throw new Error(`expected a process that starts again, got exit ${code} at kill ${kill} of seed ${seed}`);
      // Before the next process meets the same names, and seals them.
      for (const token of await unsealedIn({ dir, url })) unsealed.add(token);
    }
    const minted = await mintedIn({ dir, url });
    const { acknowledged } = sender;
    return {
      ...minted,
      unsealed: [...new Set([...unsealed, ...minted.unsealed])],
      acknowledged: acknowledged.size,
      lost: [...acknowledged].filter((n) => !minted.stored.has(n)),
      starting,
    };
  } finally {
    rmSync(parent, { recursive: true });
  }
}

async function underLoad(child: ChildProcess, sender: Sender, millis: number): Promise<void> {
  const url = await new Promise<string>((resolve, reject) => {
    child.once('message', (message) => resolve(String(message)));
    child.once('exit', (code) => reject(new Error(`expected a process that starts again, got exit ${code}`)));
  });
  // One batch has to be through: a run that met no name would show nothing.
  await sender.send(url);
  // What was acknowledged this very moment has to be sealed.
  if (millis < (SHORTEST_LOAD + LONGEST_LOAD) / 2) {
    child.kill('SIGKILL');
    return;
  }
  const killed = sleep(millis).then(() => child.kill('SIGKILL'));
  const sending = async (): Promise<void> => {
    while (await sender.send(url)) continue;
  };
  await Promise.all([killed, ...Array.from({ length: AT_ONCE }, sending)]);
}

/** Sends names: half of a batch new, half met before, and a line that nobody understands. */
class Sender {
  public readonly acknowledged = new Set<number>();
  private met = 0;
  private events = 0;

  public constructor(private readonly random: () => number) {}

  /** @returns whether the collector is still there */
  public async send(url: string): Promise<boolean> {
    const numbers = Array.from({ length: BATCH }, (_, place) => (place % 2 === 0 ? this.met++ : Math.floor(this.random() * this.met)));
    const bad = `nobody reads this: ${nameOf(this.met)} from ${addressOf(this.met)}`;
    const body = [...numbers.map((n) => this.event(n)), bad].join('\n');
    const answer = await fetch(`${url}/v1/sources/ecs`, { method: 'POST', body, headers: { 'content-type': 'application/x-ndjson' } }).catch(() => undefined);
    if (answer?.ok === true) for (const n of numbers) this.acknowledged.add(n);
    return answer !== undefined;
  }

  private event(n: number): string {
    const event = { id: `e-${this.events++}`, duration: n };
    const message = `${nameOf(n)} signed in from ${addressOf(n)}`;
    return JSON.stringify({ '@timestamp': new Date().toISOString(), event, user: { name: nameOf(n) }, source: { ip: addressOf(n) }, message });
  }
}
