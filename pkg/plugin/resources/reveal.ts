import { z } from 'zod';
import { HabitusError } from '../../errors';
import type { Habitus } from '../../owner/habitus';
import { LONGEST, revealFor } from '../../owner/reveal';

const MINUTE = 60_000;
const MOST_BODY = 8 * 1024;
const REQUEST = z.object({
  token: z.string().min(1).max(200),
  reason: z.string().max(1_000),
  minutes: z
    .number()
    .positive()
    .max(LONGEST / MINUTE)
    .optional(),
});

/** The original of a token, for an Admin. Who, why and until when is in the audit trail before it is answered. */
export async function answerReveal(habitus: Habitus, body: Buffer, by: string, now: number): Promise<unknown> {
  if (body.length > MOST_BODY) throw new HabitusError('HAB-PLUG-006', `${body.length} bytes`, `at most ${MOST_BODY} bytes`);
  const asked = REQUEST.safeParse(readJson(body));
  if (!asked.success) {
    throw new HabitusError('HAB-PLUG-006', asked.error.issues[0]?.message ?? 'another', 'token, reason, and minutes where another time is meant');
  }
  const { token, reason, minutes } = asked.data;
  return await revealFor(habitus, { token, reason, ...(minutes !== undefined && { lasts: minutes * MINUTE }) }, by, now);
}

function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
