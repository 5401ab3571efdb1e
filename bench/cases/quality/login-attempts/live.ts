import { attemptsBeforeAlert } from '../live';
import { isNamedBy, signInLine, type SignIns } from './load';

/** Attacks that are replayed: a round of the engine after each attempt is slow, and they are much alike. */
const REPLAYED = 6;

/** Attempts made before the first alert, of attacks spread over the log; each attack's own addresses, its victims or the page may be named. */
export async function attemptsOfAttacks({ rows, attacks }: SignIns): Promise<number[]> {
  const every = Math.max(1, Math.floor(attacks.length / REPLAYED));
  const chosen = attacks.filter((_, i) => i % every === every - 1).slice(0, REPLAYED);
  return await attemptsBeforeAlert({
    source: 'ecs',
    lines: rows.map((row, number) => ({ at: row.at, line: signInLine(row, number) })),
    attacks: chosen.map((attack) => ({
      attempts: rows.flatMap((row, number) => (row.attack && row.at >= attack.start && row.at <= attack.end ? [number] : [])),
      names: (entity) => isNamedBy(attack, entity),
    })),
  });
}
