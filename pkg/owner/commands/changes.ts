import type { BaselineChange } from '../../engine/change/baseline-changes';
import { entityKey, type EntityRef } from '../../model';
import { EXIT, type Command } from '../command';
import { value } from '../words';
import { span, type AnomalyArgs } from './span';

type ChangesArgs = Pick<AnomalyArgs, 'since' | 'until'> & { readonly entity?: EntityRef; readonly feature?: string };

/** `habitus changes`: whose normal became another. */
export const changes: Command<ChangesArgs> = async (habitus, { entity, feature, ...when }, io) => {
  const found = await habitus.engine.changes({ ...span(when), ...(entity && { entity }), ...(feature !== undefined && { feature }) });
  for (const change of found) {
    if (io.signal.aborted) break;
    await io.out(`${io.json ? JSON.stringify({ ...change, at: new Date(change.at).toISOString() }) : inWords(change)}\n`);
  }
  if (found.length === 0 && !io.json) await io.out('No baseline changed.\n');
  return EXIT.done;
};

function inWords({ at, entity, feature, before, after, kind }: BaselineChange): string {
  const how = kind === 'step' ? 'at once' : 'bit by bit';
  return `${new Date(at).toISOString().slice(0, 10)}  ${entityKey(entity)}  ${feature}  ${value(before)} to ${value(after)} a week, ${how}`;
}
