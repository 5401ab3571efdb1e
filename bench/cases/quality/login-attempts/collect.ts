import { MINUTE, type Millis } from '../../../../pkg/model';
import type { ScoreRow } from '../../../../pkg/engine/engine';
import type { Habitus } from '../../../../pkg/owner/habitus';

/** What one scorer, the whole or a detector alone, said of what the protocol asks for. */
export interface SignInScores {
  /** The highest that an address ever reached. */
  readonly addresses: ReadonlyMap<string, number>;
  /** By the start of a minute, of the organisation: everybody together. */
  readonly minutes: ReadonlyMap<Millis, number>;
  /** By user and the start of an hour. */
  readonly userHours: ReadonlyMap<string, number>;
}

export function userHour(user: string, hour: Millis): string {
  return `${user} ${hour}`;
}

/** Scores are -log10 p. One replay; nothing is kept of the rows but the three maps. */
export async function collectScores(habitus: Habitus, detector: string): Promise<SignInScores> {
  const [addresses, minutes, userHours] = [new Map<string, number>(), new Map<Millis, number>(), new Map<string, number>()];
  for await (const row of habitus.engine.scores({ detector })) {
    if (row.detector !== detector) continue;
    const start = Date.parse(row.start);
    if (row.entity.type === 'address') raise(addresses, row.entity.id, row);
    else if (row.entity.type === 'user') raise(userHours, userHour(row.entity.id, start), row);
    else if (row.entity.type === 'organisation' && Date.parse(row.end) - start === MINUTE) raise(minutes, start, row);
  }
  return { addresses, minutes, userHours };
}

function raise<K>(scores: Map<K, number>, key: K, { minusLog10P }: ScoreRow): void {
  if (minusLog10P > (scores.get(key) ?? 0)) scores.set(key, minusLog10P);
}
