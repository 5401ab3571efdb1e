import { z } from 'zod';

const keepOrDrop = z.enum(['keep', 'drop']);

/** `clean` of collector.yaml. Drops are counted, by the reason that stands beside each. */
export const cleanSchema = z.strictObject({
  /** Requests of the paths that load balancers and orchestrators ask to see whether a service lives, `/healthz`: `health-check`. */
  healthChecks: keepOrDrop.default('drop'),
  /** Requests of programs whose user agent says that they watch, `kube-probe`, `Pingdom`: `monitor`. */
  monitors: keepOrDrop.default('drop'),
  /** Requests of style sheets, scripts, images and fonts that were answered well: `static-asset`. What failed is kept: scanners ask for files that are not there. */
  staticAssets: keepOrDrop.default('keep'),
  /** What to do with requests of programs. `mark`: `user_agent.synthetic.type` is `bot`. `drop`: `bot`, or `bot-rate` for those that only their rate gives away. */
  bots: z.enum(['mark', 'drop']).default('mark'),
  /** From how many requests in how many seconds one address with one user agent (and one user, where it is signed in) is a program. */
  rate: z
    .union([
      z.literal(false),
      z.strictObject({
        requests: z.int().min(10).max(1_000_000).default(600),
        seconds: z.int().min(1).max(3_600).default(60),
      }),
    ])
    .default({ requests: 600, seconds: 60 }),
  /** Sources whose clock is wrong by the same amount all the time: their events' times are set right by it. */
  correctClocks: z.array(z.string().min(1)).default([]),
});

export type CleanConfig = z.output<typeof cleanSchema>;
