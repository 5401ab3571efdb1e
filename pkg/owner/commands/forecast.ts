import type { ForecastQuery, ForecastRow } from '../../engine/forecast/forecast';
import { entityKey } from '../../model';
import { EXIT, type Command } from '../command';
import { value } from '../words';

/** `habitus forecast`: what the baselines expect of the hours to come. */
export const forecast: Command<ForecastQuery> = async (habitus, args, io) => {
  let rows = 0;
  for await (const row of habitus.engine.forecast(args)) {
    if (io.signal.aborted) break;
    rows++;
    await io.out(io.json ? `${JSON.stringify(row)}\n` : inWords(row));
  }
  if (rows === 0) io.err('Nothing is known yet of what could come: no history was learnt of it, or it is 90 days old.\n');
  return EXIT.done;
};

function inWords({ entity, feature, start, end, expected, interval, level, total }: ForecastRow): string {
  const bounds = `${value(interval[0])} to ${value(interval[1])}`;
  const when = total ? `${start} to ${end}, in all` : start;
  return `${when}  ${entityKey(entity)}  ${feature}  ${value(expected)} (${Math.round(100 * level)} of 100: ${bounds})\n`;
}
