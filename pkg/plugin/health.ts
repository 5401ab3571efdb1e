import { intakeWords } from '../../collector/intake-words';
import type { Habitus } from '../owner/habitus';
import type { OpeningState } from './opening';
import { CheckHealthResponse_HealthStatus as Status, type CheckHealthResponse } from './pluginv2/generated/pluginv2';

/** What "Save & test" shows: in a sentence how much there is and how far it is scored, or what keeps the backend from its data. */
export async function healthOf(state: OpeningState): Promise<CheckHealthResponse> {
  switch (state.is) {
    case 'open':
      return await openHealth(state.habitus, state.notListening);
    case 'opening':
      return answer(Status.UNKNOWN, 'The data directory is being opened.');
    case 'waiting':
    case 'failed':
      return answer(Status.ERROR, state.error.message);
  }
}

async function openHealth({ store, engine, collector }: Habitus, notListening: string | undefined): Promise<CheckHealthResponse> {
  // First, since all else may fail or wait where the store does.
  const health = await store.health();
  if (!health.ok) return answer(Status.ERROR, health.detail);
  const [extent, status] = await Promise.all([store.events.extent(), engine.status()]);
  const intake = collector.status();
  const dead = Object.values(intake.deadLettered).reduce((sum, one) => sum + one, 0);
  const scored = status.watermark === undefined ? 'nothing is scored yet' : `scored up to ${new Date(status.watermark).toISOString()}`;
  const receiving = [ports(intake), ...(notListening === undefined ? [] : [notListening])].join('; ');
  const asked = status.asked?.trouble;
  const troubles = [
    ...(status.trouble === undefined ? [] : [`scoring waits: ${status.trouble}`]),
    ...(asked === undefined ? [] : [`scoring service: ${asked}`]),
  ];
  const trouble = [...intakeWords(intake), ...troubles].map((words) => `; ${words}`).join('');
  const kept = health.kept === undefined ? '' : `; ${health.kept}`;
  return answer(Status.OK, `${extent.count} events, ${scored}, ${receiving}, ${dead} dead letters since the start${trouble}${kept}.`, {
    events: extent.count,
    deadLetters: dead,
    walBytes: intake.walBytes,
    late: intake.late,
    quarantined: intake.quarantined,
    unknown: intake.unknown,
    overflowed: intake.overflowed,
    epoch: status.epoch,
    ...(status.asked && { asked: status.asked }),
    ...(status.workers && { workers: status.workers }),
    ...(health.kept !== undefined && { kept: health.kept }),
  });
}

function ports({ listening, listeningGrpc }: { readonly listening?: string; readonly listeningGrpc?: string }): string {
  const open = [...(listening === undefined ? [] : [`HTTP on port ${listening}`]), ...(listeningGrpc === undefined ? [] : [`gRPC on port ${listeningGrpc}`])];
  return open.length === 0 ? 'receiving no OTLP' : `receiving OTLP/${open.join(' and ')}`;
}

function answer(status: Status, message: string, details: Readonly<Record<string, unknown>> = {}): CheckHealthResponse {
  return { status, message, jsonDetails: Buffer.from(JSON.stringify(details)) };
}
