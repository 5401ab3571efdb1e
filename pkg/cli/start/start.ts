import type { CommandIo } from '../../owner/command';
import type { Habitus } from '../../owner/habitus';
import type { Session } from '../session';
import { fill } from './fill';
import { makeRoom } from './make-room';
import type { StartPlan } from './plan';
import { runPreview } from './preview';
import { printResult } from './result';
import { serve } from './serve';

/** The main job, from an empty folder to explained anomalies in a browser. */
export async function start(plan: StartPlan, session: Session, home: string, io: CommandIo): Promise<void> {
  const open = (): Promise<Habitus> => session.own(plan.config);
  let habitus = await open();
  try {
    habitus = await makeRoom(habitus, plan, open, io);
    await fill(habitus, plan, io);
    if (io.signal.aborted) return;
    await printResult(habitus, io);
    if (!plan.once && !plan.preview) await serve(habitus, plan.otlp, io);
  } finally {
    await habitus.close();
  }
  if (!plan.once && plan.preview && !io.signal.aborted) await runPreview(plan, home, io);
}
