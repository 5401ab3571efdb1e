import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildSync } from 'esbuild';
import { seededRandom } from '../../../pkg/maths';
import { BulkStub } from './bulk-stub';
import type { StoreKind, Told } from './process';
import { Senders } from './senders';

/** What a run found, counted by the markers of the events. */
export interface Outcome {
  readonly sent: number;
  readonly lost: readonly string[];
  readonly duplicated: readonly string[];
  /** Stored, and never sent. */
  readonly strange: readonly string[];
  readonly kills: number;
  /** Of the kills, those that the process gave itself, between store and log. */
  readonly own: number;
  readonly walBytes: number;
  readonly deadLettered: number;
}

const SENDERS = 4;
const SHORTEST = 30;
const LONGEST = 350;

/** Bundles the process once. @returns its file */
export function buildProcess(root = process.cwd()): string {
  const outfile = join(root, 'node_modules/.cache/habitus/crash-process.js');
  const entryPoints = [join(root, 'collector/testing/crash/process.ts')];
  buildSync({ entryPoints, outfile, bundle: true, platform: 'node', packages: 'external', logLevel: 'warning' });
  return outfile;
}

/**
 * One run: a collector under load, with a store that fails as {@link import('./faulty').faulty} does, is killed with SIGKILL `kills` times at times that
 * the seed chooses, started anew each time, and in the end drained. Times are of a real clock, so a seed gives a like run and not the same one.
 */
export async function crashRun(
  file: string,
  { seed, store, kills }: { readonly seed: number; readonly store: StoreKind; readonly kills: number }
): Promise<Outcome> {
  const dir = mkdtempSync(join(tmpdir(), 'habitus-crash-'));
  const random = seededRandom(seed);
  const senders = new Senders(random, SENDERS);
  const cluster = store === 'elasticsearch' ? await BulkStub.start(seededRandom(seed + 1)) : undefined;
  const started = async (kill: number, how: 'die' | 'live'): Promise<ChildProcess | undefined> =>
    await start(file, [dir, store, String(seed * 1_000 + kill), how, cluster?.address ?? ''], senders);
  let own = 0;
  try {
    for (let kill = 0; kill < kills; kill++) {
      const child = await started(kill, 'die');
      if (child === undefined) own++;
      else if (!(await killed(child, SHORTEST + random() * (LONGEST - SHORTEST)))) own++;
    }
    const last = await started(kills, 'live');
    if (last === undefined) throw new Error('the last process ended by itself');
    await senders.end();
    cluster?.recover();
    const told = await drained(last);
    last.kill('SIGKILL');
    await once(last, 'exit');
    return { ...compared(senders.acknowledged, cluster?.markers() ?? told.markers), kills, own, walBytes: told.walBytes, deadLettered: told.deadLettered };
  } finally {
    await cluster?.stop();
    rmSync(dir, { recursive: true });
  }
}

/** Resolves when it listens; undefined when it died before. */
async function start(file: string, args: readonly string[], senders: Senders): Promise<ChildProcess | undefined> {
  const child = fork(file, args);
  const told = await next(child);
  if (told?.kind !== 'listening') return undefined;
  senders.sendTo(told.url);
  return child;
}

/** @returns whether the kill was ours */
async function killed(child: ChildProcess, after: number): Promise<boolean> {
  const gone = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : Promise.resolve();
  const died = await Promise.race([gone.then(() => true), sleep(after).then(() => false)]);
  if (died) return false;
  child.kill('SIGKILL');
  await gone;
  return true;
}

async function drained(child: ChildProcess): Promise<Told & { kind: 'drained' }> {
  child.send('drain');
  const told = await next(child);
  if (told?.kind !== 'drained') throw new Error('the process ended while it was drained');
  return told;
}

async function next(child: ChildProcess): Promise<Told | undefined> {
  return await new Promise((resolve) => {
    const ended = (): void => resolve(undefined);
    child.once('exit', ended);
    child.once('message', (told: Told) => {
      child.off('exit', ended);
      resolve(told);
    });
  });
}

function compared(sent: readonly string[], stored: readonly string[]): Pick<Outcome, 'sent' | 'lost' | 'duplicated' | 'strange'> {
  const counts = new Map<string, number>();
  for (const marker of stored) counts.set(marker, (counts.get(marker) ?? 0) + 1);
  const known = new Set(sent);
  return {
    sent: sent.length,
    lost: sent.filter((marker) => !counts.has(marker)),
    duplicated: [...counts].flatMap(([marker, count]) => (count > 1 ? [marker] : [])),
    strange: [...counts.keys()].filter((marker) => !known.has(marker)),
  };
}
