import { z } from 'zod';
import { HabitusError } from '../../errors';
import type { Habitus } from '../../owner/habitus';
import { LONGEST, noteRefusal, revealFor } from '../../owner/reveal';
import { mayReveal } from '../access';
import type { CallResourceRequest } from '../pluginv2/generated/pluginv2';

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

/**
 * The original of a token, for an Admin. Who, why and until when is in the audit trail before it is answered; so is whoever was refused.
 * @throws HabitusError HAB-PLUG-002 for anybody but an Admin, HAB-PLUG-006, HAB-VAULT-003, -004, -005, -006
 */
export async function answerReveal(
  habitus: Habitus,
  { body, pluginContext }: Pick<CallResourceRequest, 'body' | 'pluginContext'>,
  now: number
): Promise<unknown> {
  const json = body.length > MOST_BODY ? undefined : readJson(body);
  try {
    const by = mayReveal(pluginContext);
    const { token, reason, minutes } = check(json, body.length);
    return await revealFor(habitus, { token, reason, ...(minutes !== undefined && { lasts: minutes * MINUTE }) }, by, now);
  } catch (error) {
    // What the vault's own rules refused it has noted.
    if (error instanceof HabitusError && error.code.startsWith('HAB-PLUG-')) {
      await noteRefusal(habitus, { token: textIn(json, 'token'), reason: textIn(json, 'reason') }, pluginContext?.user?.login || 'nobody', now, error);
    }
    throw error;
  }
}

function check(json: unknown, bytes: number): z.infer<typeof REQUEST> {
  if (bytes > MOST_BODY) throw new HabitusError('HAB-PLUG-006', `${bytes} bytes`, `at most ${MOST_BODY} bytes`);
  const asked = REQUEST.safeParse(json);
  if (asked.success) return asked.data;
  throw new HabitusError('HAB-PLUG-006', asked.error.issues[0]?.message ?? 'another', 'token, reason, and minutes where another time is meant');
}

function textIn(json: unknown, key: string): string {
  const value = typeof json === 'object' && json !== null ? (json as Record<string, unknown>)[key] : undefined;
  return typeof value === 'string' ? value : '';
}

function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
