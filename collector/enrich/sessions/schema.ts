import { z } from 'zod';

/** `sessions`: `{}` for 30 minutes. */
export const sessionsSchema = z.strictObject({
  /** Of inactivity, after which a session has ended. */
  minutes: z.number().positive().max(1_440).default(30),
});

export type SessionsConfig = z.output<typeof sessionsSchema>;
