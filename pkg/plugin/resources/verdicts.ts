import { z } from 'zod';
import { HabitusError } from '../../errors';
import type { Verdict } from '../../model';
import type { Habitus } from '../../owner/habitus';

const REQUEST = z.object({ anomaly: z.string().min(1).max(64), verdict: z.enum(['threat', 'benign', 'snooze']), note: z.string().max(4_000).optional() });

/** Keeps what a person said of an anomaly, and who and when in the audit trail. */
export async function giveVerdict({ store }: Habitus, body: Buffer, by: string, now: number): Promise<{ ok: true }> {
  const given = REQUEST.safeParse(readJson(body));
  if (!given.success) {
    throw new HabitusError('HAB-PLUG-006', given.error.issues[0]?.message ?? 'another', 'a verdict: anomaly, verdict (threat, benign or snooze), note');
  }
  const { anomaly, verdict, note } = given.data;
  const [known] = await store.findings.anomalies({ id: anomaly, from: 0, to: Number.MAX_SAFE_INTEGER, limit: 1 });
  if (!known) throw new HabitusError('HAB-CLI-003', anomaly);
  const record: Verdict = { anomaly, verdict, by, at: now, ...(note !== undefined && { note }) };
  const before = await store.records.get<Verdict>('verdict', anomaly);
  await store.records.put('verdict', anomaly, record, before?.version);
  await store.records.put(
    'audit',
    `${String(now).padStart(16, '0')}-${anomaly}`,
    { did: 'verdict', ...record, before: before?.value.verdict ?? null },
    undefined
  );
  return { ok: true };
}

function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
