import { existsSync, renameSync } from 'node:fs';
import { HabitusError } from '../../errors';
import { plantedDemo } from '../../owner/demo-record';
import type { Habitus } from '../../owner/habitus';
import type { CommandIo } from '../../owner/command';
import type { StartPlan } from './plan';

/**
 * Own logs are not mixed with the demo organisation: its people would count as peers. In the default folder the demo is moved aside;
 * in a folder that the user named nothing is moved.
 *
 * @returns the directory to go on with, the same or a fresh one
 * @throws HabitusError HAB-STORE-005 when the demo is in a folder that the user named
 */
export async function makeRoom(habitus: Habitus, plan: StartPlan, reopen: () => Promise<Habitus>, io: CommandIo): Promise<Habitus> {
  if (plan.logs === undefined || (await plantedDemo(habitus.store.records)) === undefined) return habitus;
  if (!plan.dataDirIsDefault) {
    await habitus.close();
    throw new HabitusError('HAB-STORE-005', `${plan.dataDir}, which holds the demo organisation`, 'a data directory for your own logs');
  }
  await habitus.close();
  const aside = freeName(`${plan.dataDir}-demo`);
  renameSync(plan.dataDir, aside);
  io.err(`The demo organisation was moved to ${aside} to make room for your logs.\n`);
  return reopen();
}

function freeName(path: string): string {
  for (let n = 1; ; n++) {
    const name = n === 1 ? path : `${path}-${n}`;
    if (!existsSync(name)) return name;
  }
}
