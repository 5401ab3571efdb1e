import type { ScoresQuery } from '../../engine/engine';
import { entityKey } from '../../model';
import { EXIT, type Command } from '../command';
import { value } from '../words';

/** `habitus scores`: every scored observation, anomalous or not. */
export const scores: Command<ScoresQuery> = async (habitus, args, io) => {
  for await (const row of habitus.engine.scores(args)) {
    if (io.signal.aborted) break;
    const line = io.json
      ? JSON.stringify(row)
      : [row.start, entityKey(row.entity), row.feature, row.detector, `${value(row.observed)} / ${value(row.expected)}`, row.score.toFixed(1)].join('  ');
    await io.out(`${line}\n`);
  }
  return EXIT.done;
};
